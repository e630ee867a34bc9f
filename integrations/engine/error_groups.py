"""Sync errors counted: by category for the cards (E2), by cause for the list (E3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Count, Max, Min, Q

from integrations.engine.error_values import NOTHING_HELD, Held, held
from integrations.models import SyncError
from integrations.rules.causes import blanked, naming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from integrations.models.error import SyncErrors


@dataclass(frozen=True, slots=True)
class Card:
    """``records`` counts each record once, however many errors it has."""

    category: str
    label: StrOrPromise
    errors: int
    records: int


@dataclass(frozen=True, slots=True)
class Group:
    """Errors with one cause; ``example`` is one of them, ``held`` the values."""

    cause: str
    example: SyncError
    errors: int
    records: int
    tries: int
    first_seen: datetime
    last_seen: datetime
    held: Held

    @property
    def text(self) -> str:
        """The message that all have in common."""
        error = self.example
        if self.held.only:
            return naming(error.message, self.held.only)
        return blanked(error.message, error.value)


COUNTS: Mapping[str, Aggregate] = {
    "errors": Count("pk"),
    "records": Count("record", distinct=True),
}
SUMMARY: Mapping[str, Aggregate] = {
    **COUNTS,
    "tries": Max("tries"),
    "first_seen": Min("first_seen"),
    "last_seen": Max("last_seen"),
    "example": Max("pk"),
}


def cards(errors: SyncErrors) -> list[Card]:
    """One per category that has errors, in the order of the categories."""
    found = {row.pop("category"): row for row in _by("category", errors, COUNTS)}
    return [
        Card(value, label, **found[value])
        for value, label in SyncError.Category.choices
        if value in found
    ]


def standing(errors: SyncErrors) -> dict[str, int]:
    """How many are open and how many dismissed."""
    is_open = Q(dismissed_at=None)
    counts: dict[str, int] = errors.filter(solved_at=None).aggregate(
        open=Count("pk", filter=is_open), dismissed=Count("pk", filter=~is_open)
    )
    return counts


def totals(errors: SyncErrors) -> dict[str, int]:
    counts: dict[str, int] = errors.aggregate(**COUNTS)
    return counts


def groups(errors: SyncErrors, start: int, size: int) -> list[Group]:
    """The causes with the most errors first."""
    rows = _by("cause", errors, SUMMARY).order_by("-errors", "cause")
    page = list(rows[start : start + size])
    examples = SyncError.objects.in_bulk([row["example"] for row in page])
    values = held(errors, [it.cause for it in examples.values() if it.value])
    return [
        Group(
            **{**row, "example": examples[row["example"]]},
            held=values.get(row["cause"], NOTHING_HELD),
        )
        for row in page
        if row["example"] in examples
    ]


def _by(name: str, errors: SyncErrors, summary: Mapping[str, Aggregate]) -> Any:
    return errors.order_by().values(name).annotate(**summary)
