"""How a client waits for its turn; the shared limiter itself lives with the models."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Condition


class Throttle(Protocol):
    def turn(self, bucket: str) -> AbstractContextManager[None]:
        """Enter when one call of this bucket may be made, and make it inside."""

    def hold(self, bucket: str, seconds: float) -> None:
        """Nobody may call within ``seconds``: the vendor said so."""


class NoThrottle:
    """For tools that make a handful of calls and stop."""

    def turn(self, bucket: str) -> AbstractContextManager[None]:
        return nullcontext()

    def hold(self, bucket: str, seconds: float) -> None: ...


@contextmanager
def let_go(baton: Condition | None) -> Iterator[None]:
    """Lay down a lock that this thread holds, and take it up again."""
    if baton is None:
        yield
        return
    baton.release()
    try:
        yield
    finally:
        baton.acquire()
