"""The batches of a run, appended in the order they are to be worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet
from django.utils import timezone

from integrations.models import SyncBatch, SyncRun

if TYPE_CHECKING:
    from datetime import datetime

Step = SyncBatch.Step
StepAndPayload = tuple[str, Mapping[str, object]]
Steps = Sequence[StepAndPayload]
UNFINISHED = (SyncBatch.State.READY, SyncBatch.State.LEASED)


def add_batches(
    run: SyncRun,
    steps: Steps,
    *,
    not_before: datetime | None = None,
) -> list[SyncBatch]:
    """Append batches in order; call it inside the transaction that makes them true. A
    run that was ended meanwhile takes none."""
    locked = SyncRun.objects.only("status").select_for_update().get(pk=run.pk)
    if not locked.is_active:
        return []
    last = run.batches.aggregate(last=Max("seq"))["last"] or 0
    return SyncBatch.objects.bulk_create(
        SyncBatch(
            run=run,
            seq=last + place,
            step=step,
            payload=dict(payload),
            not_before=not_before,
        )
        for place, (step, payload) in enumerate(steps, start=1)
    )


def left_over() -> QuerySet[SyncBatch]:
    """Batches of runs that are over, but for those still under somebody's hands."""
    ended = SyncBatch.objects.exclude(run__status__in=SyncRun.ACTIVE)
    worked = {"state": SyncBatch.State.LEASED, "lease_until__gte": timezone.now()}
    return ended.exclude(**worked)
