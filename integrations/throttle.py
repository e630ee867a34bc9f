"""How a client waits for its turn; the shared limiter itself lives with the models."""

from __future__ import annotations

from typing import Protocol


class Throttle(Protocol):
    def wait(self, bucket: str) -> None:
        """Return when one call of this bucket may be made."""

    def hold(self, bucket: str, seconds: float) -> None:
        """Nobody may call within ``seconds``: the vendor said so."""


class NoThrottle:
    """For tools that make a handful of calls and stop."""

    def wait(self, bucket: str) -> None: ...

    def hold(self, bucket: str, seconds: float) -> None: ...
