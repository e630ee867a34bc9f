"""A newcomer's first steps: clone, make demo, sign-in page, Ctrl-C, nothing left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import requests

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "PIP_", "SSL_", "UV_", "http", "HTTP", "no_proxy")
MARK = "SYNCADMIN_CLEAN_CLONE"
FIRST_START_SECONDS = 300
SECOND_START_SECONDS = 60
STOP_SECONDS = 60
MORE_TRIES = 2


class PortTakenError(RuntimeError):
    """It ended, and one of its ports is another program's."""


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        clone = Path(place) / "syncadmin"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        for start, limit in (
            ("first", FIRST_START_SECONDS),
            ("second", SECOND_START_SECONDS),
        ):
            seconds = _try_demo(clone, limit)
            sys.stderr.write(f"make demo, {start} start: {seconds:.1f} s\n")
    return 0


def _try_demo(clone: Path, limit: float) -> float:
    """Start it, see the sign-in page, stop it as Ctrl-C does; its seconds.

    It may install for minutes, in which other programs may take its ports.
    """
    began = time.monotonic()
    for _ in range(MORE_TRIES):
        with suppress(PortTakenError):
            return _seen(clone, limit) - began
    return _seen(clone, limit) - began


def _seen(clone: Path, limit: float) -> float:
    """The moment its sign-in page was there."""
    mark = uuid4().hex
    ports = _free_ports(3)
    flags = ("--port", "--salesforce-port", "--hubspot-port")
    arguments = " ".join(f"{f} {port}" for f, port in zip(flags, ports, strict=True))
    demo = subprocess.Popen(
        ["make", "demo", f"ARGS={arguments}"],
        cwd=clone,
        env=_environment(mark),
        start_new_session=True,
    )
    try:
        _wait(limit, "the sign-in page", lambda: _answers(demo, ports))
        return time.monotonic()
    finally:
        _stop(demo, mark)


def _stop(demo: subprocess.Popen[bytes], mark: str) -> None:
    with suppress(ProcessLookupError):
        os.killpg(demo.pid, signal.SIGINT)
    try:
        demo.wait(STOP_SECONDS)
        _wait(STOP_SECONDS, "the end of every process", lambda: not _left(mark))
    finally:
        for process in _left(mark):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def _environment(mark: str) -> dict[str, str]:
    kept = {name: v for name, v in os.environ.items() if name.startswith(KEPT)}
    return {**kept, MARK: mark}


def _answers(demo: subprocess.Popen[bytes], ports: list[int]) -> bool:
    if demo.poll() is not None:
        what = PortTakenError if any(map(_is_open, ports)) else RuntimeError
        raise what(f"make demo ended with {demo.returncode}.")
    page = f"http://127.0.0.1:{ports[0]}/login/"
    try:
        return requests.get(page, timeout=20).status_code == HTTPStatus.OK
    except (requests.ConnectionError, requests.Timeout):
        return False


def _is_open(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def _left(mark: str) -> list[int]:
    """Everything that inherited the mark and still runs (seen on Linux only)."""
    inherited = f"{MARK}={mark}".encode()
    environments = Path("/proc").glob("[0-9]*/environ")
    return [int(file.parent.name) for file in environments if inherited in _read(file)]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _wait(seconds: float, what: str, is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"Waited {seconds:.0f} s for {what}.")
        time.sleep(0.2)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as opened:
        sockets = [opened.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


if __name__ == "__main__":
    sys.exit(main())
