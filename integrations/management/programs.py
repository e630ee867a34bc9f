"""Programs that a command runs beside itself and that end with it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 50


class Program:
    """Lives in a session of its own, so that a terminal's Ctrl-C reaches us alone."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self._command = name, command
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def restart(self) -> None:
        """What it started may outlive it, and hold its port."""
        self._end_group()
        self.start()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def terminate(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()

    def wait(self) -> None:
        """Give it time to end well; then end its whole group."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._end_group()

    def _end_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def is_open(host: str, port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex((host, port)) == 0


def wait_until_open(host: str, port: int, program: Program, seconds: float) -> bool:
    """False when the program ended or did not listen in time."""
    deadline = time.monotonic() + seconds
    while not is_open(host, port):
        if program.has_ended or time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def end_with_parent() -> None:
    """Linux tells the program when this process dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
