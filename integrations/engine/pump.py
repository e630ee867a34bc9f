"""Work a run's batches, in threads, until nothing is left or the time is up."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Condition, Lock

from django.db import connections
from django.db.models import F, Q
from django.utils import timezone

from integrations.engine import usage
from integrations.engine.attempt import attempt
from integrations.engine.batches import UNFINISHED
from integrations.engine.claim import claim, free, free_the_dead
from integrations.engine.clients import Clients, NotConnected, open_clients
from integrations.engine.context import context_of
from integrations.engine.giving_up import give_up_poison
from integrations.engine.keeping import HeldLeases, keeping_leases
from integrations.engine.runs import begin, finish, settle
from integrations.models import SyncRun

# At 150 ms a call, 8 threads keep HubSpot's 19 calls a second busy with room to spare.
THREADS = 8
# For what other processes finish; of its own, a thread is told.
IDLE_SECONDS = 0.2

Stop = Callable[[], bool]


def pump(
    run: SyncRun,
    *,
    seconds: float | None = None,
    threads: int = THREADS,
    stop: Stop = lambda: False,
) -> bool:
    """Work for at most ``seconds`` (None: to the end); True when the run is over."""
    is_late = _late(seconds)
    baton = Condition(Lock())
    try:
        clients = open_clients(run.integration, baton)
    except NotConnected as error:
        finish(run, SyncRun.Status.FAILED, error.message)
        return True
    begin(run)
    free_the_dead(run)
    give_up_poison(run)
    calls = CallMeter(run, clients)

    def enough() -> bool:
        return is_late() or stop()

    with keeping_leases() as held, ThreadPoolExecutor(threads) as pool:
        one = partial(_work_in_thread, run, clients, calls, enough, baton, held)
        hands = [pool.submit(one) for _hand in range(threads)]
    for hand in hands:
        hand.result()
    usage.remember(run.integration, clients)
    return settle(run)


def _late(seconds: float | None) -> Stop:
    if seconds is None:
        return lambda: False
    deadline = time.monotonic() + seconds
    return lambda: time.monotonic() >= deadline


class CallMeter:
    """Adds the calls that the clients made to the run, as they come."""

    def __init__(self, run: SyncRun, clients: Clients) -> None:
        self._run, self._clients, self._lock = run, clients, Lock()
        self._salesforce = self._hubspot = 0

    def flush(self) -> None:
        with self._lock:
            salesforce = self._clients.salesforce.calls - self._salesforce
            hubspot = self._clients.hubspot.calls - self._hubspot
            self._salesforce += salesforce
            self._hubspot += hubspot
        SyncRun.objects.filter(pk=self._run.pk).update(
            salesforce_calls=F("salesforce_calls") + salesforce,
            hubspot_calls=F("hubspot_calls") + hubspot,
        )


def _work_in_thread(
    run: SyncRun,
    clients: Clients,
    calls: CallMeter,
    enough: Stop,
    baton: Condition,
    held: HeldLeases,
) -> None:
    """Whoever holds the baton computes and uses the database; the others are at their
    calls. Threads that all compute at once take twice the processor time for it. Those
    who find nothing to take wait on it until somebody has finished a batch."""
    try:
        with baton:
            _work(run, clients, calls, enough, baton, held)
    finally:
        connections.close_all()


def _work(
    run: SyncRun,
    clients: Clients,
    calls: CallMeter,
    enough: Stop,
    baton: Condition,
    held: HeldLeases,
) -> None:
    context = context_of(run, clients)
    while may_go_on(run) and not enough():
        lease = claim(run)
        if lease is not None:
            with held.holding(lease):
                context = attempt(context, lease)
            calls.flush()
            baton.notify_all()
        elif _is_drained(run):
            return
        else:
            free_the_dead(run)
            give_up_poison(run)
            baton.wait(IDLE_SECONDS)


def may_go_on(run: SyncRun) -> bool:
    """Switching off, pausing, cancelling and a share of calls that is used up stop the
    work at the next batch (S2, E7); nothing syncs before the census has listed what
    there is."""
    first = Q(kind=SyncRun.Kind.CENSUS) | Q(integration__census_at__isnull=False)
    resting = Q(
        cause=SyncRun.Cause.SCHEDULE, integration__resting_until__gt=timezone.now()
    )
    return SyncRun.objects.filter(
        first,
        ~resting,
        pk=run.pk,
        status__in=SyncRun.ACTIVE,
        wanted=SyncRun.Wanted.RUN,
        integration__sync_companies=True,
    ).exists()


def _is_drained(run: SyncRun) -> bool:
    """Nothing to take and nothing to wait for: whoever holds the rest may add more."""
    return not run.batches.filter(state__in=UNFINISHED).exists()


def is_claimable(run: SyncRun) -> bool:
    """Is there work that may be taken now? (For whoever rings the workers.)"""
    return may_go_on(run) and free(run).exists()
