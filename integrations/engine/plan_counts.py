"""What a dry run found to do, counted as an admin decides by it (I1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from integrations.engine.judge import LINKED, Kind
from integrations.engine.lifecycle_told import REASON as STAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.models import SyncRun

DUPLICATE, MISSING = "duplicate", "account_missing"
MOST_REASONS, LOOKED_AT = 5, 200


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """``waiting``: for a person to say which of several is the partner; ``stages``: of
    ``update`` those that only a pass does; ``missing``: of ``failed`` those that
    Salesforce does not know, so that nothing can be kept of them."""

    create: int
    link: int
    update: int
    unchanged: int
    waiting: int
    skipped: int
    failed: int
    problems: int
    stages: int
    missing: int

    @property
    def is_empty(self) -> bool:
        """Neither a write, nor anything that a person is to see to."""
        writes = self.create or self.link or self.update - self.stages
        return not (writes or self.waiting or self.failed - self.missing)


def plan_counts(run: SyncRun) -> PlanCounts:
    found = run.outcomes.filter(reason__in=[LINKED, DUPLICATE, STAGE, MISSING])
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
        problems=run.problems,
        stages=by_kind[STAGE, Kind.UPDATED],
        missing=by_kind[MISSING, Kind.FAILED],
    )


def reasons(run: SyncRun) -> list[str]:
    """Why records would fail or lose a value: each reason once, the most frequent
    first, of as many records as a page can look at."""
    if not (run.failed or run.problems):
        return []
    rows = run.outcomes.filter(Q(kind=Kind.FAILED) | ~Q(problems=[])).order_by("-pk")
    found = rows.values_list("kind", "message", "problems")[:LOOKED_AT]
    told = Counter(text for row in found for text in _told(*row))
    return [text for text, _count in told.most_common(MOST_REASONS)]


def _told(kind: str, message: str, problems: list[dict[str, Any]]) -> Iterable[str]:
    if problems:
        return dict.fromkeys(str(it.get("message", "")) for it in problems)
    return [message] if kind == Kind.FAILED else []
