"""Moments as HubSpot counts and writes them: milliseconds since 1970, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000


def to_millis(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_millis(millis: int) -> datetime:
    return EPOCH + timedelta(milliseconds=millis)


@lru_cache(maxsize=8192)
def iso(millis: int) -> str:
    return from_millis(millis).isoformat(timespec="milliseconds")[:-6] + "Z"


def day(millis: int) -> str:
    return from_millis(millis).date().isoformat()


def parse(text: str) -> int:
    """Read epoch milliseconds or ISO 8601 with a time zone; else ValueError."""
    if text.removeprefix("-").isdecimal():
        return _counted(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return to_millis(moment)


def parse_day(text: str) -> int:
    """Read epoch milliseconds or YYYY-MM-DD; else ValueError."""
    if text.removeprefix("-").isdecimal():
        return _counted(text)
    return to_millis(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC))


def _counted(text: str) -> int:
    millis = int(text)
    try:
        from_millis(millis)
    except OverflowError as error:
        raise ValueError(text) from error
    return millis
