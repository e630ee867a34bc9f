"""The one door to the queue, which only rings: what there is to do is in the runs."""

from __future__ import annotations

import os
from pathlib import Path

from django.db import transaction
from django_q.models import Task
from django_q.tasks import async_task

from integrations.engine.batches import left_over
from integrations.engine.pump import is_claimable, pump
from integrations.engine.runs import drop_if_quiet
from integrations.models import Heartbeat, SyncRun

PUMP_SECONDS = 20
STOP_FILE = "SYNCADMIN_WORKER_STOP_FILE"
PUMP, CANARY = "integrations.jobs.work", "integrations.jobs.canary"


def ring(run: SyncRun) -> None:
    """Wake a worker for this run once the surrounding transaction is committed."""
    run_id = run.pk
    transaction.on_commit(lambda: async_task(PUMP, run_id))


def work(run_id: int) -> None:
    """Work a slice of the run; a run that is not over rings for its next slice."""
    run = SyncRun.objects.filter(pk=run_id, status__in=SyncRun.ACTIVE).first()
    if run is None:
        return
    if pump(run, seconds=PUMP_SECONDS, stop=stopping):
        drop_if_quiet(run)
    elif is_claimable(run) and not stopping():
        ring(run)


def stopping() -> bool:
    """Has the worker command been told to stop? (It leaves a file that says so.)"""
    marker = os.environ.get(STOP_FILE)
    return marker is not None and Path(marker).exists()


def ring_canary(name: str) -> None:
    async_task(CANARY, name)


def canary(name: str) -> None:
    """Proves that the cluster still takes tasks: an idle worker's death can stop it."""
    Heartbeat.beat(name)


def forget_finished() -> None:
    """The queue's own reports, and what ended runs left behind."""
    Task.objects.all().delete()
    left_over().delete()
