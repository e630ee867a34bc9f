"""Programs that live and end together, as real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
STARTER = """
import asyncio, sys
from pathlib import Path
from integrations.sandbox.processes import run_together

commands = [[sys.executable, "-c", program] for program in sys.argv[1:]]
sys.exit(asyncio.run(run_together(commands, Path.cwd())))
"""
STAYS = r"import os; os.write(1, b'here\n'); os.read(0, 1)"


@contextmanager
def started(*programs: str) -> Iterator[subprocess.Popen[str]]:
    """Two programs that hold on to the standard output as long as they live."""
    command = [sys.executable, "-c", STARTER, *programs]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as both:
        try:
            yield both
        finally:
            both.kill()


def wait_until_they_are_here(both: subprocess.Popen[str]) -> None:
    assert both.stdout is not None
    assert [both.stdout.readline() for _ in range(2)] == ["here\n", "here\n"]


def wait_until_they_are_gone(both: subprocess.Popen[str]) -> None:
    assert both.stdout is not None
    assert both.stdout.read() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_ends_both_and_is_no_failure(number: signal.Signals) -> None:
    with started(STAYS, STAYS) as both:
        wait_until_they_are_here(both)
        both.send_signal(number)
        wait_until_they_are_gone(both)
        assert both.wait() == 0


def test_when_one_ends_the_other_is_ended_and_that_is_a_failure() -> None:
    with started(STAYS, "pass") as both:
        assert both.wait() == 1
        assert both.stdout is not None
        assert both.stdout.read() in ("", "here\n")


def test_nothing_outlives_a_killed_parent() -> None:
    with started(STAYS, STAYS) as both:
        wait_until_they_are_here(both)
        both.kill()
        wait_until_they_are_gone(both)
