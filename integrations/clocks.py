"""How far a CRM's clock is from ours: what it stamps is compared with what we stamp."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SAME = timedelta(0)


def ahead_of_ours(date: str | None, before: timedelta) -> timedelta:
    """By the ``Date`` of an answer that came just now (whole seconds, so up to one too
    little); ``before`` where it has none that can be read."""
    try:
        return parsedate_to_datetime(date or "") - datetime.now(UTC)
    except (TypeError, ValueError):
        return before
