"""The time of a sandbox CRM."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """``now`` stamps records and may stand still; ``seconds`` never does.

    Limits, lags and late commits are measured in ``seconds``.
    """

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        return self._frozen or datetime.now(UTC) + self._ahead

    def seconds(self) -> float:
        return time.monotonic() + self._ahead.total_seconds()

    def moment(self, seconds: float) -> float:
        """The time of day of a moment in ``seconds``, which another process knows."""
        return time.time() + seconds - self.seconds()

    def seconds_at(self, moment: float) -> float:
        return self.seconds() + moment - time.time()

    def advance(self, seconds: float) -> None:
        """Move ``seconds`` on, and ``now`` too unless it is frozen."""
        self._ahead += timedelta(seconds=seconds)

    def freeze(self) -> None:
        self._frozen = self.now()

    def thaw(self) -> None:
        self._frozen = None
