"""The worker of a test: takes from the queue what the pages put there."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import connections
from django_q.models import OrmQ

from integrations.engine.pump import pump
from integrations.models import Heartbeat, SyncRun

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_EVERY, PATIENCE = 0.05, 1200


class Worker(Thread):
    """A run that a page forgot to ring for is never worked."""

    def __init__(self) -> None:
        super().__init__()
        self.over = Event()
        self.rests: Callable[[SyncRun], bool] = lambda _run: False

    def run(self) -> None:
        Heartbeat.beat("worker")
        try:
            while not self.over.wait(LOOK_EVERY):
                self._answer()
        finally:
            connections.close_all()

    def wait_until_idle(self) -> None:
        for _look in range(PATIENCE):
            if not SyncRun.objects.filter(status__in=SyncRun.ACTIVE).exists():
                return
            assert self.is_alive()
            self.over.wait(LOOK_EVERY)
        raise AssertionError("The runs did not end.")

    def _answer(self) -> None:
        for task in OrmQ.objects.order_by("pk"):
            task.delete()
            [run_id] = task.args()
            self._work(run_id)

    def _work(self, run_id: int) -> None:
        run = SyncRun.objects.filter(pk=run_id, status__in=SyncRun.ACTIVE).first()
        if run:
            pump(run, threads=1, stop=lambda: self.over.is_set() or self.rests(run))
