"""Names in a sentence, cut short where there are many."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from integrations.said import said_as

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN = 3


def listed(things: Collection[object]) -> str:
    """Ada, Bob and Cleo; or Ada, Bob, Cleo and 4,997 more."""
    shown = [str(thing) for thing in islice(things, SHOWN)]
    left = len(things) - len(shown)
    if left:
        some = ", ".join(shown)
        return said_as("names", "%(some)s and %(more)s more", some=some, more=left)
    if len(shown) < 2:
        return "".join(shown)
    some, last = ", ".join(shown[:-1]), shown[-1]
    return said_as("names", "%(some)s and %(last)s", some=some, last=last)
