"""How many records an undo may put back, and how many no write undoes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.engine.lifecycle_told import REASON as LIFECYCLE_STAGE
from integrations.engine.undoing import goes_back, made_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from integrations.engine.undoing import Undoing
    from integrations.models import Outcome

MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class UndoForecast:
    """``is_whole``: no record was left uncounted; ``is_read``: by what both sides hold,
    not only by what was written."""

    back: int
    stay: int
    is_whole: bool = True
    is_read: bool = False

    @property
    def all(self) -> int:
        return self.back + self.stay

    @property
    def is_nothing(self) -> bool:
        return self.is_whole and not self.back


def forecast_undo(outcomes: QuerySet[Outcome]) -> UndoForecast:
    """By what was written, and no further than a page may take to count."""
    rows = (
        outcomes.filter(record__isnull=False)
        .order_by("pk")
        .only("record_id", "kind", "reason", "changes")
    )
    counted = list(rows[: MOST_COUNTED + 1])
    found: dict[int | None, bool] = {}
    for outcome in counted[:MOST_COUNTED]:
        had = found.get(outcome.record_id, False)
        found[outcome.record_id] = had or _has_way_back(outcome)
    return _counted(found.values(), is_whole=len(counted) <= MOST_COUNTED)


def forecast_of(undoings: Sequence[Undoing]) -> UndoForecast:
    """By what both sides hold now."""
    return _counted([goes_back(it) for it in undoings], is_read=True)


def _counted(ways: Collection[bool], **known: bool) -> UndoForecast:
    back = sum(ways)
    return UndoForecast(back, len(ways) - back, **known)


def _has_way_back(outcome: Outcome) -> bool:
    values = (it for it in outcome.changes if not made_by(outcome, it))
    return outcome.reason != LIFECYCLE_STAGE and any(values)
