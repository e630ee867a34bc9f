"""The background workers, watched from outside and restarted when in doubt."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from integrations.management.cluster import Cluster

TICK_SECONDS = 1.0


class Command(BaseCommand):
    help = "Run the workers in the foreground; Ctrl-C or SIGTERM stops them cleanly."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        with Cluster() as cluster:
            self.stdout.write("Workers started.")
            while not stop.wait(TICK_SECONDS):
                cluster.watch()
        self.stdout.write("Workers stopped.")
