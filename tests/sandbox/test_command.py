"""``manage.py sandbox`` as people start and stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
KEYS = ("SECRET_KEY", "CREDENTIALS_KEY")
FREE_PORTS = ("--salesforce-port", "0", "--hubspot-port", "0")


@contextmanager
def started(
    *options: str, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "manage.py", "sandbox", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True
    ) as sandboxes:
        try:
            yield sandboxes
        finally:
            sandboxes.kill()


def addresses(sandboxes: subprocess.Popen[str]) -> dict[str, str]:
    """The two lines it prints when it is ready."""
    assert sandboxes.stdout is not None
    lines = [sandboxes.stdout.readline().strip() for _ in range(2)]
    return dict(line.split(": ", 1) for line in lines)


def records(address: str) -> dict[str, int]:
    answer = requests.get(f"{address}/__sandbox__/state", timeout=30)
    counts: dict[str, int] = answer.json()["records"]
    return counts


def test_it_serves_both_crms_with_the_data_asked_for() -> None:
    sizes = ("--accounts", "7", "--companies", "5", "--contacts", "8")
    with started(*FREE_PORTS, *sizes) as sandboxes:
        address = addresses(sandboxes)
        salesforce = records(address["Salesforce sandbox"])
        hubspot = records(address["HubSpot sandbox"])

    assert (salesforce["Account"], salesforce["Contact"], salesforce["Lead"]) == (
        7,
        8,
        2,
    )
    assert {5, 8} <= set(hubspot.values())


def test_it_needs_no_environment() -> None:
    bare = {key: text for key, text in os.environ.items() if key not in KEYS}
    with started(*FREE_PORTS, environment={**bare, "SECRET_KEY": ""}) as sandboxes:
        assert records(addresses(sandboxes)["HubSpot sandbox"])["companies"] == 0


@pytest.mark.parametrize("port", ["99999", "-1", "x"])
def test_what_is_no_port_is_refused_before_anything_starts(port: str) -> None:
    with started(f"--salesforce-port={port}", "--hubspot-port=0") as sandboxes:
        output, errors = sandboxes.communicate()

    assert (sandboxes.returncode, output) == (2, "")
    assert f"{port} is not a port: a number from 0 to 65535" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_stops_both(number: signal.Signals) -> None:
    with started(*FREE_PORTS) as sandboxes:
        addresses(sandboxes)
        sandboxes.send_signal(number)
        output, errors = sandboxes.communicate()

    assert (sandboxes.returncode, output, errors) == (0, "", "")


def test_neither_outlives_a_kill() -> None:
    with started(*FREE_PORTS) as sandboxes:
        addresses(sandboxes)
        sandboxes.kill()
        assert sandboxes.communicate() == ("", "")


def test_a_taken_port_is_named_and_stops_both() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with started("--salesforce-port", "0", "--hubspot-port", port) as sandboxes:
            _, errors = sandboxes.communicate()

    assert sandboxes.returncode == 1
    assert "HubSpot sandbox cannot start" in errors
    assert port in errors
