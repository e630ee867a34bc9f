"""When to try a batch again, and when its trouble must be shown instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.claim import MOST_ATTEMPTS, Lease, release
from integrations.engine.retry import next_try
from integrations.engine.runs import finish
from integrations.engine.sync_errors import Problem, settle_errors
from integrations.models import Record, SyncBatch, SyncError, SyncRun

if TYPE_CHECKING:
    from integrations.errors import Retryable

READ_ATTEMPTS = 4
LONGEST_WAIT = timedelta(seconds=30)


def back_off(lease: Lease, error: Retryable) -> None:
    """Again after growing waits; a CRM that stays away ends the run, whose watermark
    then stays where it is."""
    batch = lease.batch
    if batch.attempts >= _most(batch):
        finish(batch.run, SyncRun.Status.FAILED, error.message)
        return
    wait = min(timedelta(seconds=2 ** (batch.attempts - 1)), LONGEST_WAIT)
    asked = timedelta(seconds=error.after or 0)
    release(lease, timezone.now() + max(wait, asked), error.message)


def _most(batch: SyncBatch) -> int:
    return MOST_ATTEMPTS if batch.step == SyncBatch.Step.APPLY else READ_ATTEMPTS


def give_up_poison(run: SyncRun) -> None:
    """Batches that ended their worker again and again: counted before the work, so
    that even one that kills the process is seen."""
    worn = run.batches.filter(
        state=SyncBatch.State.LEASED,
        lease_until__lt=timezone.now(),
        attempts__gte=MOST_ATTEMPTS,
    )
    for batch in worn:
        _give_up(batch)


def _give_up(batch: SyncBatch) -> None:
    if batch.step != SyncBatch.Step.APPLY:
        finish(batch.run, SyncRun.Status.FAILED, _poison(batch))
        return
    now = timezone.now()
    with transaction.atomic():
        SyncBatch.objects.filter(pk=batch.pk).update(state=SyncBatch.State.FAILED)
        batch.intents.all().delete()
        pks = [item["record"] for item in batch.payload["items"]]
        _fail_records(list(Record.objects.filter(pk__in=pks)), _poison(batch), now)
        SyncRun.objects.filter(pk=batch.run_id).update(failed=F("failed") + len(pks))


def _poison(batch: SyncBatch) -> str:
    return _(
        "The worker ended %(times)s times while it was at this batch (%(step)s). "
        "Look into the worker’s log, then sync the records again."
    ) % {"times": batch.attempts, "step": batch.step}


def _fail_records(records: list[Record], message: str, now: datetime) -> None:
    problem = Problem("poison", message, category=SyncError.Category.OTHER)
    Record.objects.filter(pk__in=[record.pk for record in records]).update(
        status=Record.Status.FAILING, message=message, retry_at=next_try(1, now)
    )
    settle_errors([(record, [problem]) for record in records], now)
