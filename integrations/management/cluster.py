"""One django-q2 cluster as a child: fed, watched, and ended as a whole when in doubt.

A killed idle worker can stop a cluster for ever while it calls itself healthy
(django-q2 issue 23, and measured): only a task that comes through proves that it works.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path

from django.db import OperationalError, connection
from django.utils import timezone

from integrations import jobs
from integrations.engine import schedule
from integrations.management.programs import end_with_parent, manage
from integrations.models import Heartbeat

CANARY_SECONDS = 10
DEAD_AFTER_SECONDS = 90
STOP_SECONDS = 45
RING_AGAIN_SECONDS = 5
logger = logging.getLogger(__name__)


class Cluster:
    """Starts on entering; on leaving lets running tasks end, then stops all of it."""

    def __enter__(self) -> Cluster:
        self._folder = tempfile.TemporaryDirectory(prefix="syncadmin-worker-")
        self._stop_file = Path(self._folder.name) / "stop"
        self._rung: dict[int, float] = {}
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        Heartbeat.objects.filter(name=self._name).delete()
        self._folder.cleanup()

    def watch(self) -> None:
        """One look around: call it every second."""
        try:
            self._revive()
            self._ring_canary()
            self._ring_runs()
        except OperationalError as error:
            logger.warning("The database does not answer: %s", error)
            connection.close()

    def _start(self) -> None:
        self._name = f"cluster-{uuid.uuid4().hex[:12]}"
        self._seen = self._canary_at = time.monotonic()
        environment = os.environ | {jobs.STOP_FILE: str(self._stop_file)}
        self._process = subprocess.Popen(
            manage("qcluster"),
            env=environment,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def _revive(self) -> None:
        if self._process.poll() is None and not self._is_stuck():
            return
        logger.warning("The cluster is gone or stuck: starting it anew")
        self._kill()
        Heartbeat.objects.filter(name=self._name).delete()
        self._start()

    def _is_stuck(self) -> bool:
        beat = Heartbeat.objects.filter(name=self._name).first()
        if beat is not None:
            age = (timezone.now() - beat.at).total_seconds()
            self._seen = max(self._seen, time.monotonic() - age)
        return time.monotonic() - self._seen > DEAD_AFTER_SECONDS

    def _ring_canary(self) -> None:
        if time.monotonic() >= self._canary_at:
            self._canary_at = time.monotonic() + CANARY_SECONDS
            jobs.forget_finished()
            jobs.ring_canary(self._name)

    def _ring_runs(self) -> None:
        """The queue may lose a wake-up; a run that lacks a hand gets another one."""
        before = time.monotonic()
        runs = schedule.due()
        now = time.monotonic()
        self._seen += now - before  # it may have asked the CRMs, and rung no canary
        for run in runs:
            if now - self._rung.get(run.pk, 0.0) > RING_AGAIN_SECONDS:
                self._rung[run.pk] = now
                jobs.ring(run)

    def _stop(self) -> None:
        """SIGTERM to the main process alone: to the whole group it hangs for ever."""
        self._stop_file.touch()
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
