"""Two sandboxes and one installation as processes of their own, to be measured."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from tests.sandboxes import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Measured:
    """What a command printed, and what it cost in this machine's terms."""

    report: dict[str, Any]
    cpu_seconds: float
    peak_mb: float


@dataclass
class Stage:
    salesforce: Sandbox
    hubspot: Sandbox
    environment: dict[str, str]

    def manage(self, *arguments: str) -> Measured:
        """Run a command to its end, with the system's own accounting of it."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
        )
        printed = process.stdout.read() if process.stdout else b""
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} failed")
        report = json.loads(printed) if "--json" in arguments else {}
        cpu = usage.ru_utime + usage.ru_stime
        return Measured(report, round(cpu, 2), round(usage.ru_maxrss / 1024, 1))

    def prepare(self, accounts: int) -> None:
        """Fresh CRMs, the toggle on, nothing counted yet."""
        self.salesforce.reset(accounts=accounts)
        self.hubspot.reset()
        for file in Path(self.environment["HOME"]).glob("bench.sqlite3*"):
            file.unlink()
        self.manage("migrate", "--verbosity=0")
        urls = [
            f"--salesforce-url={self.salesforce.url}",
            f"--hubspot-url={self.hubspot.url}",
        ]
        self.manage("connect", *urls, "--salesforce-token=a", "--hubspot-token=a")
        self.manage("sync_companies", "on")
        self.forget()

    def forget(self) -> None:
        self.salesforce.forget_requests()
        self.hubspot.forget_requests()


@contextmanager
def stage() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="syncadmin-bench-") as place:
        environment = _environment(place)
        ports = [free_port(), free_port()]
        flags = [f"--salesforce-port={ports[0]}", f"--hubspot-port={ports[1]}"]
        sandboxes = subprocess.Popen(
            [sys.executable, "manage.py", "sandbox", *flags],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            urls = [_ready(port) for port in ports]
            yield Stage(Sandbox(urls[0]), Sandbox(urls[1]), environment)
        finally:
            sandboxes.terminate()
            sandboxes.wait()


def _environment(place: str) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": place,
        "DEBUG": "false",
        "SECRET_KEY": "only-for-benchmarks",
        "CREDENTIALS_KEY": "only-for-benchmarks",
        "DATABASE_URL": f"sqlite:///{place}/bench.sqlite3",
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _ready(port: int) -> str:
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            requests.get(f"{url}/__sandbox__/state", timeout=5)
        except requests.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return url
