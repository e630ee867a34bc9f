"""What the clock starts, and which runs lack a hand: asked every second by a worker."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from integrations.engine import budget
from integrations.engine.claim import free_the_dead
from integrations.engine.connections import check
from integrations.engine.freshness import freshen
from integrations.engine.pump import is_claimable
from integrations.engine.runs import drop_if_quiet, settle
from integrations.engine.starting import Refused, active, start_census, start_sync
from integrations.models import Integration, SyncBatch, SyncRun

RETEST_SECONDS = 60


def due() -> list[SyncRun]:
    """Start what is due; return the runs that have work and nobody at it."""
    integration = Integration.current()
    if integration.sync_companies and _takes_turn(integration):
        _start(integration)
    return [run for run in _live(integration) if _lacks_hands(run)]


def _takes_turn(integration: Integration) -> bool:
    """One of several workers wins the turn; the others see the next one set."""
    now = timezone.now()
    pause = RETEST_SECONDS if integration.suspended else integration.poll_seconds
    mine = Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=now)
    return bool(
        Integration.objects.filter(mine, pk=integration.pk).update(
            next_poll_at=now + timedelta(seconds=pause)
        )
    )


def _start(integration: Integration) -> None:
    if integration.suspended and not _mended(integration):
        return
    if budget.review(integration):
        return
    freshen(integration)
    try:
        if integration.census_at is None:
            start_census(integration, cause=SyncRun.Cause.SWITCHED_ON)
        elif active(integration, SyncRun.Kind.SYNC) is None:
            start_sync(integration, cause=SyncRun.Cause.SCHEDULE)
    except Refused:
        return


def _mended(integration: Integration) -> bool:
    """A suspension ends by itself when both connections are well again."""
    problems = [check(connection) for connection in integration.connections.all()]
    return not any(problems)


def _live(integration: Integration) -> list[SyncRun]:
    runs = integration.runs.filter(status__in=SyncRun.ACTIVE).order_by("id")
    lean = runs.defer("scope", "rest")  # a resync's may name a hundred thousand ids
    return [run for run in lean if not _is_over(run)]


def _is_over(run: SyncRun) -> bool:
    if not settle(run):
        return False
    drop_if_quiet(run)
    return True


def _lacks_hands(run: SyncRun) -> bool:
    free_the_dead(run)
    held = run.batches.filter(
        state=SyncBatch.State.LEASED, lease_until__gte=timezone.now()
    )
    return not held.exists() and is_claimable(run)
