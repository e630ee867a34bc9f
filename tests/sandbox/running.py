"""A sandbox CRM served for the tests of the whole project."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from integrations.sandbox.server import serving

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from integrations.sandbox.crm import Crm

T = TypeVar("T")


@contextmanager
def start_sandbox(crm: Crm) -> Iterator[str]:
    """Serve ``crm`` on a free port and yield its base URL."""
    with _running_loop() as loop:
        server = serving(crm)
        port = _result(server.__aenter__(), loop)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            _result(server.__aexit__(None, None, None), loop)


@contextmanager
def _running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _result(coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> T:
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result(30)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """On a loop of its own: Playwright leaves one running in this thread."""
    with _running_loop() as loop:
        return _result(coroutine, loop)
