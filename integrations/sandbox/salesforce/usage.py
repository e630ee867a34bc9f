"""API calls of the last 24 hours against the daily limit."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import CallError

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock
    from integrations.sandbox.settings import SandboxSettings

DEVELOPER_EDITION = 15_000
HOUR, HOURS = 3600, 24


class Usage:
    """Counted by the hour: a call counts until 24 hours after its hour."""

    def __init__(self, clock: Clock, settings: SandboxSettings) -> None:
        self._clock = clock
        self._settings = settings
        self.clear()

    def clear(self) -> None:
        self._hours: deque[tuple[int, int]] = deque()

    @property
    def allowed(self) -> int:
        limit = self._settings.daily_limit
        return DEVELOPER_EDITION if limit is None else limit

    @property
    def used(self) -> int:
        return sum(count for _, count in self._hours)

    def count(self) -> None:
        """Count one call, or refuse it. A limit that was set by hand always holds."""
        hour = int(self._clock.seconds() // HOUR)
        while self._hours and self._hours[0][0] <= hour - HOURS:
            self._hours.popleft()
        is_limited = (
            self._settings.rate_limits or self._settings.daily_limit is not None
        )
        if is_limited and self.used >= self.allowed:
            message = "TotalRequests Limit exceeded."
            raise CallError("REQUEST_LIMIT_EXCEEDED", message, status=403)
        if not self._hours or self._hours[-1][0] != hour:
            self._hours.append((hour, 0))
        self._hours[-1] = (hour, self._hours[-1][1] + 1)

    def header(self) -> str:
        return f"api-usage={self.used}/{self.allowed}"
