"""When to try a batch again, and when its trouble must be shown instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine import known
from integrations.engine.batches import add_batches
from integrations.engine.claim import MOST_ATTEMPTS, Lease, fenced, release
from integrations.engine.followed import followed
from integrations.engine.item import Item
from integrations.engine.judge import Done, Kind
from integrations.engine.outcomes import note
from integrations.engine.retry import next_try
from integrations.engine.runs import finish
from integrations.engine.sync_errors import Problem, settle_errors
from integrations.models import Record, SyncBatch, SyncError, SyncRun
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from integrations.engine.context import Context
    from integrations.errors import Retryable

READ_WAITS, APPLY_WAITS = 4, 8
MOST_TRIES = 1_000
LONGEST_WAIT = timedelta(seconds=30)


def back_off(lease: Lease, error: Retryable) -> None:
    """Again after growing waits. A CRM that stays away ends a pass, whose watermark
    then stays where it is; what a person began waits for it, and says so."""
    batch, run = lease.batch, lease.batch.run
    run.refresh_from_db()
    if batch.waits + 1 >= _most(batch) and not _is_begun_by_hand(run):
        finish(run, SyncRun.Status.FAILED, error.message)
        return
    wait = min(timedelta(seconds=2 ** min(batch.waits, 10)), LONGEST_WAIT)
    asked = timedelta(seconds=error.after or 0)
    release(lease, timezone.now() + max(wait, asked), error.message)
    # Not a failed attempt of ours: those count what kills its worker.
    again = {"waits": batch.waits + 1, "attempts": batch.attempts - 1}
    SyncBatch.objects.filter(pk=batch.pk, fence=lease.fence).update(**again)
    if batch.waits + 1 >= _most(batch):
        SyncRun.objects.filter(pk=run.pk).update(message=error.message)


def _most(batch: SyncBatch) -> int:
    return APPLY_WAITS if batch.step == SyncBatch.Step.APPLY else READ_WAITS


def _is_begun_by_hand(run: SyncRun) -> bool:
    by_itself = {SyncRun.Kind.SYNC, SyncRun.Kind.CENSUS}
    return run.kind not in by_itself and run.read > 0


def isolate(context: Context, lease: Lease) -> bool:
    """An error of our own at one record must not stop the others: halve the batch until
    that record is alone, and give that one up. False for a step that only reads."""
    items = followed(lease.batch.payload.get("items", []))
    if lease.batch.step != SyncBatch.Step.APPLY or not items:
        return False
    with fenced(lease):
        if len(items) == 1:
            _give_up_records(lease.batch, items, _own_error())
        else:
            _divide(lease.batch, items)
        lease.batch.intents.all().delete()
    return True


def _divide(batch: SyncBatch, items: Sequence[Mapping[str, Any]]) -> None:
    """What may have been written already goes with its record into the new batch."""
    middle = len(items) // 2
    parts = [items[:middle], items[middle:]]
    step = SyncBatch.Step.APPLY
    made = add_batches(batch.run, [(step, {"items": part}) for part in parts])
    kept = batch.intents.exclude(changes=[])
    for half in made:
        records = [item["record"] for item in half.payload["items"]]
        kept.filter(record__in=records).update(batch=half)


def _own_error() -> str:
    return _(
        "Syncadmin met an error of its own at this record. The worker’s log has the "
        "details; the other records went on."
    )


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
    with transaction.atomic():
        if not _still_worn(batch).update(state=SyncBatch.State.FAILED):
            return
        if batch.step != SyncBatch.Step.APPLY:
            finish(batch.run, SyncRun.Status.FAILED, _poison(batch))
            return
        items = followed(batch.payload["items"])
        _give_up_records(batch, items, _poison(batch))
        batch.intents.all().delete()


def _still_worn(batch: SyncBatch) -> QuerySet[SyncBatch]:
    """Its last worker may have come to an end with it after all, or another hand may
    have given it up."""
    return SyncBatch.objects.filter(
        pk=batch.pk,
        fence=batch.fence,
        state=SyncBatch.State.LEASED,
        lease_until__lt=timezone.now(),
    )


def _poison(batch: SyncBatch) -> str:
    return _(
        "The worker ended %(times)s times while it was at this batch (%(step)s). "
        "Look into the worker’s log, then sync the records again."
    ) % {"times": batch.attempts, "step": batch.step}


def _give_up_records(
    batch: SyncBatch, items: Sequence[Mapping[str, Any]], message: str
) -> None:
    """What an attempt that was cut off had set out to write is told with them."""
    run = batch.run
    records = list(Record.objects.filter(pk__in=[item["record"] for item in items]))
    problem = Problem("internal", message, category=SyncError.Category.OTHER)
    begun = dict(batch.intents.values_list("record_id", "changes"))
    note(run, [_failed(it, problem, begun.get(it.pk, ())) for it in records])
    if not run.dry_run:
        _fail_records(records, problem, timezone.now())


def _failed(
    record: Record, problem: Problem, begun: Sequence[Mapping[str, Any]]
) -> Done:
    skip = Skip(problem.code, f"{problem.message} {_begun(begun)}".strip())
    done = Done(Item(record), skip, Kind.FAILED, skip.reason, skip.message)
    done.problems.append(problem)
    return done


def _begun(changes: Sequence[Mapping[str, Any]]) -> str:
    """Whether the CRM took it cannot be told any more; both sides are compared anew at
    the next try, which needs none of this."""
    names = dict.fromkeys(it["property"] for it in changes if "property" in it)
    if not names:
        return ""
    return said(
        "A try that was cut off may have written %(names)s.", names=", ".join(names)
    )


def _fail_records(records: list[Record], problem: Problem, now: datetime) -> None:
    for record in records:
        record.status, record.message = Record.Status.FAILING, problem.message
        record.retry_at = next_try(record.tries, now)
        record.tries = min(record.tries + 1, MOST_TRIES)
    known.save(records, ["status", "message", "retry_at", "tries"])
    settle_errors([(record, [problem]) for record in records], now)
