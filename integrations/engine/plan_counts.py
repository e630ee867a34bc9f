"""What a dry run found to do, counted as an admin decides by it (I1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from integrations.engine.judge import LINKED, Kind

if TYPE_CHECKING:
    from integrations.models import SyncRun

DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """``waiting``: for a person to say which of several is the partner."""

    create: int
    link: int
    update: int
    unchanged: int
    waiting: int
    skipped: int
    failed: int

    @property
    def is_empty(self) -> bool:
        return not (self.create or self.link or self.update)


def plan_counts(run: SyncRun) -> PlanCounts:
    found = run.outcomes.filter(reason__in=[LINKED, DUPLICATE])
    rows = found.values_list("reason", "kind").annotate(Count("pk")).order_by()
    by_kind = Counter({(reason, kind): count for reason, kind, count in rows})
    linked = by_kind[LINKED, Kind.UPDATED], by_kind[LINKED, Kind.UNCHANGED]
    waiting = by_kind[DUPLICATE, Kind.SKIPPED]
    return PlanCounts(
        create=run.created,
        link=sum(linked),
        update=run.updated - linked[0],
        unchanged=run.unchanged - linked[1],
        waiting=waiting,
        skipped=run.skipped - waiting,
        failed=run.failed,
    )
