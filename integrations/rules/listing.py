"""Names and counts in a sentence, cut short where there are many."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN = 3


def listed(things: Collection[object]) -> str:
    """Ada, Bob and Cleo; or Ada, Bob, Cleo and 4,997 more."""
    shown = [str(thing) for thing in islice(things, SHOWN)]
    left = len(things) - len(shown)
    if left:
        shown.append(f"{left:,} more")
    last = shown.pop() if shown else ""
    return " and ".join(filter(None, [", ".join(shown), last]))


def counted(count: int, one: str, many: str = "") -> str:
    """1 contact, 5,000 contacts."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
