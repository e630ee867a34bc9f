"""Salesforce ids, which come with 15 or with 18 characters."""

from __future__ import annotations

CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def full_id(record_id: str) -> str:
    """The 18 characters of an id; text that is no 15-character id stays as it is."""
    if len(record_id) != 15 or not (record_id.isascii() and record_id.isalnum()):
        return record_id
    return record_id + "".join(_check(record_id[i : i + 5]) for i in (0, 5, 10))


def _check(five: str) -> str:
    return CHECK[sum(1 << place for place, char in enumerate(five) if char.isupper())]
