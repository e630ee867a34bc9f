"""Programs side by side that live and end together."""

from __future__ import annotations

import asyncio
import signal
from asyncio.subprocess import PIPE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Iterable, Sequence
    from pathlib import Path


async def run_together(commands: Iterable[Sequence[str]], folder: Path) -> int:
    """Give 0 when told to stop by SIGINT or SIGTERM, 1 when a program ended by itself.

    The programs see their standard input close when this process is gone, however
    it went, and a terminal's Ctrl-C reaches only this process.
    """
    stop = _stop_signal()
    running = [await _start(command, folder) for command in commands]
    try:
        return await _first_end(stop, running)
    finally:
        await _end(running)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _start(command: Sequence[str], folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, cwd=folder, start_new_session=True
    )


async def _first_end(stop: asyncio.Event, running: Sequence[Process]) -> int:
    stopped = asyncio.create_task(stop.wait())
    ends = [asyncio.create_task(program.wait()) for program in running]
    await asyncio.wait([stopped, *ends], return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, *ends):
        task.cancel()
    return 0 if stop.is_set() else 1


async def _end(running: Iterable[Process]) -> None:
    for program in running:
        if program.returncode is None:
            program.terminate()
            await program.wait()
