"""A sandbox's clock whose time passes only when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime

from integrations.sandbox.clock import Clock


class StandingClock(Clock):
    """So that no limit depends on how fast the calls of a test come."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = datetime.now(UTC)

    def now(self) -> datetime:
        return self._begun + self._ahead

    def seconds(self) -> float:
        return self._ahead.total_seconds()
