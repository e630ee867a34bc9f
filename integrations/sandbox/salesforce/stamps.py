"""Dates and times as Salesforce writes them; kept as whole seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

DATETIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)\Z", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 1700, 4000
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


@lru_cache(maxsize=65536)
def rendered(seconds: int) -> str:
    """Recorded form: no colon in the offset, milliseconds always 000."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def parsed(text: str) -> float | None:
    """Give seconds since 1970, or None when ``text`` is no date and time."""
    parts = DATETIME.match(text)
    if parts is None or not is_date(parts[1]):
        return None
    day, clock, fraction, zone = parts.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return None
    return int(moment.timestamp()) + float(fraction or 0)


def is_date(text: str) -> bool:
    """Documented: years from 1700 to 4000."""
    if DATE.match(text) is None:
        return False
    try:
        return FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False
