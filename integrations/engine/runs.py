"""The life of a run from its first batch to its last."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from integrations.engine.batches import UNFINISHED
from integrations.engine.brake import KEPT
from integrations.engine.connections import recovered
from integrations.engine.pace import RESUMED, count_anew
from integrations.engine.selection import count_of
from integrations.models import Integration, Intent, SyncBatch, SyncRun
from integrations.said import said


def begin(run: SyncRun) -> None:
    SyncRun.objects.filter(pk=run.pk, status=SyncRun.Status.QUEUED).update(
        status=SyncRun.Status.RUNNING, started_at=timezone.now()
    )


def pause(run: SyncRun) -> None:
    _want(run, SyncRun.Wanted.PAUSE)


def resume(run: SyncRun) -> None:
    count_anew(run)
    _want(run, SyncRun.Wanted.RUN)


def cancel(run: SyncRun) -> None:
    """Nothing more is begun; batches under way are finished and recorded."""
    _want(run, SyncRun.Wanted.CANCEL)
    settle(run)


def _want(run: SyncRun, wanted: str) -> None:
    live = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.ACTIVE)
    live.exclude(wanted=SyncRun.Wanted.CANCEL).update(wanted=wanted)
    run.refresh_from_db()


def settle(run: SyncRun) -> bool:
    """End the run if nothing of it is left to do; True when it is over."""
    if not (_is_still_there(run) and run.is_active):
        return True
    if run.wanted == SyncRun.Wanted.CANCEL:
        return _settle_cancelled(run)
    if run.batches.filter(state__in=UNFINISHED).exists():
        return False
    if _is_still_there(run):  # with the counts of the batch that ended last
        finish(run, _result(run), _left_over(run))
    return True


def _is_still_there(run: SyncRun) -> bool:
    """A quiet pass that somebody else ended leaves no row."""
    try:
        run.refresh_from_db()
    except SyncRun.DoesNotExist:
        return False
    return True


def _settle_cancelled(run: SyncRun) -> bool:
    now = timezone.now()
    if run.batches.filter(state=SyncBatch.State.LEASED, lease_until__gte=now).exists():
        return False
    message = run.message or run.asks or said("Cancelled.")
    finish(run, SyncRun.Status.CANCELLED, message)
    return True


def _result(run: SyncRun) -> str:
    broken = run.batches.filter(state=SyncBatch.State.FAILED).exists()
    if broken or run.failed or run.problems or run.rest:
        return SyncRun.Status.PARTLY_DONE
    return SyncRun.Status.SUCCEEDED


def _left_over(run: SyncRun) -> str:
    """Past the limit of one resync, in HubSpot's own words (M10)."""
    if run.rest is None:
        return ""
    sorry = said("We couldn't sync all your updates.")
    if "mapping" in run.rest:
        sorry = said("We couldn't sync all your updates for this mapping.")
    left = count_of(run.integration, run.rest)
    done = said("%(done)s done, %(left)s left.", done=run.done, left=left)
    return f"{sorry} {done}"


def finish(run: SyncRun, status: str, message: str = "") -> None:
    """Close the run once; its watermarks move when everything read was dealt with."""
    with transaction.atomic():
        ended = SyncRun.objects.filter(pk=run.pk, status__in=SyncRun.ACTIVE).update(
            status=status, message=message, finished_at=timezone.now()
        )
        if ended:
            _after(run, status)
    _is_still_there(run)


def _after(run: SyncRun, status: str) -> None:
    at_work = SyncBatch.State.LEASED
    Intent.objects.filter(batch__run=run).exclude(batch__state=at_work).delete()
    done = status in SyncRun.DONE
    _drop_marks_on_the_way(run)
    if done and run.salesforce_calls and run.hubspot_calls:
        recovered(run.integration)
    if done and not run.dry_run:
        _move_marks(run)
    run.batches.exclude(state__in=[at_work, SyncBatch.State.FAILED]).delete()


def _drop_marks_on_the_way(run: SyncRun) -> None:
    """What is no watermark."""
    run.refresh_from_db(fields=["marks", "salesforce_calls", "hubspot_calls"])
    dropped = [run.marks.pop(name, None) for name in (KEPT, RESUMED)]
    if any(dropped):
        run.save(update_fields=["marks"])


def _move_marks(run: SyncRun) -> None:
    """``marks`` was filled by the read steps: Integration's own column names."""
    if run.marks:
        Integration.objects.filter(pk=run.integration_id).update(
            polled_at=timezone.now(), **run.marks
        )


def drop_if_quiet(run: SyncRun) -> None:
    """A scheduled pass that found nothing, or failed as the one before did, leaves no
    row of its own: it would be one every few seconds."""
    if run.cause != SyncRun.Cause.SCHEDULE or run.read or run.is_active:
        return
    if run.status == SyncRun.Status.SUCCEEDED and not run.message:
        run.delete()
    elif run.status == SyncRun.Status.FAILED and (before := _same_failure(run)):
        before.finished_at = run.finished_at
        before.save(update_fields=["finished_at"])
        run.delete()


def _same_failure(run: SyncRun) -> SyncRun | None:
    earlier = run.integration.runs.filter(kind=run.kind, pk__lt=run.pk)
    before = earlier.order_by("-pk").first()
    same = before and (before.status, before.message) == (run.status, run.message)
    return before if same else None
