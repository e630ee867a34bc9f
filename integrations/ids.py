"""Salesforce record ids: 15 case-sensitive characters, or 18 with their checksum."""

from __future__ import annotations

import re

SHAPE = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def normalise_id(value: str) -> str:
    """The 18-character form; raises ValueError for what cannot be an id."""
    if not SHAPE.fullmatch(value):
        raise ValueError(f"{value!r} is not a Salesforce id (15 or 18 characters)")
    head, tail = value[:15], value[15:].upper()
    # Written in one case throughout: in any other, its own case is what is checked.
    if tail and head in {head.upper(), head.lower()}:
        head = _restored(head, tail)
    whole = head + _checksum(head)
    if tail and whole[15:] != tail:
        raise ValueError(f"{value!r} is not a Salesforce id: its checksum is wrong")
    return whole


def _restored(head: str, tail: str) -> str:
    """With the letters' case that the checksum tells; a wrong one stays wrong."""
    bits = [CHECKSUM.find(mark) for mark in tail]
    return "".join(
        letter.upper() if bits[place // 5] >> place % 5 & 1 else letter.lower()
        for place, letter in enumerate(head)
    )


def _checksum(id15: str) -> str:
    """One character per group of five: which of its letters are capitals."""
    return "".join(
        CHECKSUM[sum("A" <= id15[start + bit] <= "Z" and 1 << bit for bit in range(5))]
        for start in (0, 5, 10)
    )
