"""Which values the records of a cause hold: what an admin has to mend (E3)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Window
from django.db.models.functions import Left, RowNumber

if TYPE_CHECKING:
    from collections.abc import Collection

    from integrations.models.error import SyncErrors

MOST, LONGEST = 3, 80


@dataclass(frozen=True, slots=True)
class Held:
    """The values most records hold, with how many do; ``more``: there are others.
    A value past LONGEST characters is told by its beginning."""

    values: tuple[tuple[str, int], ...]
    more: bool = False

    @property
    def only(self) -> str:
        """The one that all of them hold, if it is told whole."""
        value = self.values[0][0] if len(self.values) == 1 else ""
        return "" if self.more or len(value) > LONGEST else value

    @property
    def told(self) -> list[tuple[str, int]]:
        return [
            (value if len(value) <= LONGEST else f"{value[:LONGEST]}…", records)
            for value, records in self.values
        ]


NOTHING_HELD = Held(())


class Place(Window):
    """Among groups that are made already: it makes none."""

    def get_group_by_cols(self) -> list[Any]:
        return []


def held(errors: SyncErrors, causes: Collection[str]) -> dict[str, Held]:
    """By cause; one query for all of them."""
    if not causes:
        return {}
    records = Count("record", distinct=True)
    place = Place(RowNumber(), F("cause"), [records.desc(), F("start")])
    rows = (
        errors.filter(cause__in=causes)
        .order_by()
        .annotate(start=Left("value", LONGEST + 1))
        .values("cause", "start")
        .annotate(records=records, place=place)
        .filter(place__lte=MOST + 1)
        .values_list("cause", "start", "records")
        .order_by("cause", "place")
    )
    return {
        cause: _of([(value, records) for _cause, value, records in found])
        for cause, found in groupby(rows, itemgetter(0))
    }


def _of(found: list[tuple[str, int]]) -> Held:
    """An error without a value holds none to name, but is one of the others."""
    named = tuple(pair for pair in found if pair[0])
    return Held(named[:MOST], more=len(found) > min(len(named), MOST))
