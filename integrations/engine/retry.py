"""When a record that failed is tried again by itself (E4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrations.errors import CrmError, Retryable

SOON = timedelta(seconds=10)
EVERY = timedelta(minutes=20)
TIMES = 10


def next_try(tries: int, now: datetime, error: CrmError | None = None) -> datetime:
    """Soon with growing waits for what passes by itself; every 20 minutes, ten times,
    then nightly, for what a person must mend."""
    if isinstance(error, Retryable):
        return now + min(SOON * (1 << min(tries, 10)), EVERY)
    if tries < TIMES:
        return now + EVERY
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)
