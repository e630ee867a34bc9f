"""Two automations that flip a field back and forth through the sync: ping-pong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.rules.rule import Side
    from integrations.rules.values import Canonical

FLIPS = 5
WITHIN = timedelta(hours=1)
PAUSE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Write:
    """One value a sync wrote to one field on ``side``."""

    at: datetime
    side: Side
    old: Canonical
    new: Canonical


def flipping(writes: Iterable[Write], now: datetime) -> bool:
    """The last writes of the hour, five or more, only went between two values.

    Each side was always given the same one of them. A person who changes their mind
    again and again does so on one side, and that does not count.
    """
    recent = [it for it in writes if now - WITHIN < it.at <= now]
    latest_first = sorted(recent, key=lambda it: it.at, reverse=True)
    if not latest_first:
        return False
    last = latest_first[0]
    contest = takewhile(lambda it: _continues(it, last), latest_first)
    return sum(1 for _write in contest) >= FLIPS


def _continues(write: Write, last: Write) -> bool:
    if write.side == last.side:
        return (write.old, write.new) == (last.old, last.new)
    return (write.old, write.new) == (last.new, last.old)


def pause_ends(since: datetime) -> datetime:
    """The field syncs again from then on, unless an admin resumes it before."""
    return since + PAUSE
