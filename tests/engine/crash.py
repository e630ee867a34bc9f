"""Syncadmin as processes of its own, to be killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

LEASE_SECONDS = "4"
MARK = "SYNCADMIN_CRASH_TEST"


@dataclass
class Installation:
    """One database, on which commands run; ``mark`` tells their processes apart."""

    database_url: str
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "syncadmin.settings",
            "DEBUG": "false",
            "SECRET_KEY": "only-for-crash-tests",
            "CREDENTIALS_KEY": "only-for-crash-tests",
            "DATABASE_URL": self.database_url,
            "SYNC_LEASE_SECONDS": LEASE_SECONDS,
            MARK: self.mark,
        }

    def start(self, *arguments: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started.append(process)

    def run(self, *arguments: str) -> dict[str, Any]:
        """To its end; what it prints as JSON, if it does."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        if "--json" not in arguments:
            return {}
        printed: dict[str, Any] = json.loads(done.stdout)
        return printed

    def processes(self) -> list[int]:
        return [pid for pid in _pids() if self._is_ours(pid)]

    def kill_one(self, dice: random.Random) -> None:
        if alive := self.processes():
            with suppress(ProcessLookupError):
                os.kill(dice.choice(alive), signal.SIGKILL)

    def kill_all(self) -> None:
        while alive := self.processes():
            for pid in alive:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for process in self.started:
            process.wait()

    def _is_ours(self, pid: int) -> bool:
        with suppress(OSError):
            environment = Path(f"/proc/{pid}/environ").read_bytes()
            return f"{MARK}={self.mark}".encode() in environment
        return False


def _pids() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            yield int(entry.name)
