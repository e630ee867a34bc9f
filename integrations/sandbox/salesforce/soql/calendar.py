"""Date literals as spans of days (documented), in the org's time zone: UTC.

The org is American: its weeks begin on Sunday. Its fiscal year is the calendar's.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Span = tuple[date, date]

DAYS = {"YESTERDAY": -1, "TODAY": 0, "TOMORROW": 1}
STEPS = {"LAST": -1, "THIS": 0, "NEXT": 1}
UNIT = "(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)"
NAMED = re.compile(rf"(LAST|THIS|NEXT)_{UNIT}\Z")
COUNTED = re.compile(rf"(LAST|NEXT)_N_{UNIT}S:(\d{{1,5}})\Z", re.ASCII)
AGO = re.compile(rf"N_{UNIT}S_AGO:(\d{{1,5}})\Z", re.ASCII)
NINETY = re.compile(r"(LAST|NEXT)_90_DAYS\Z")
MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}


def span(literal: str, today: date) -> Span | None:
    """Give the first day and the day after the last; None if it is no literal."""
    try:
        return _span(NINETY.sub(r"\1_N_DAYS:90", literal), today)
    except (OverflowError, ValueError):
        return None


def _span(literal: str, today: date) -> Span | None:
    if literal in DAYS:
        return _units("DAY", today, DAYS[literal], 1)
    if found := NAMED.match(literal):
        is_unit = found[2] != "DAY"
        return _units(found[2], today, STEPS[found[1]], 1) if is_unit else None
    if found := AGO.match(literal):
        return _units(found[1], today, -int(found[2]), 1)
    found = COUNTED.match(literal)
    return _counted(found[1], found[2], int(found[3]), today) if found else None


def _counted(direction: str, unit: str, count: int, today: date) -> Span:
    """Documented: the last n days include today, the other spans leave now out."""
    if direction == "NEXT":
        return _units(unit, today, 1, count)
    return _units(unit, today, -count, count + (unit == "DAY"))


def _units(unit: str, today: date, first: int, count: int) -> Span:
    start = _beginning(unit, today)
    return _moved(unit, start, first), _moved(unit, start, first + count)


def _beginning(unit: str, today: date) -> date:
    if unit == "DAY":
        return today
    if unit == "WEEK":
        return today - timedelta(days=today.isoweekday() % 7)
    months = MONTHS[unit]
    return today.replace(month=(today.month - 1) // months * months + 1, day=1)


def _moved(unit: str, start: date, count: int) -> date:
    if unit in ("DAY", "WEEK"):
        return start + timedelta(days=count * (7 if unit == "WEEK" else 1))
    years, month = divmod(start.month - 1 + count * MONTHS[unit], 12)
    return start.replace(year=start.year + years, month=month + 1)
