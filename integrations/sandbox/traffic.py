"""The counts of the calls a sandbox CRM received."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

WINDOW_SECONDS = 10.0


@dataclass(slots=True)
class Traffic:
    endpoints: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    recent: deque[float] = field(default_factory=deque)
    peak: int = 0

    def arrived(self, endpoint: str, seconds: float) -> None:
        self.endpoints[endpoint] += 1
        self.recent.append(seconds)
        while self.recent[0] <= seconds - WINDOW_SECONDS:
            self.recent.popleft()
        self.peak = max(self.peak, len(self.recent))

    def answered(self, status: int | str) -> None:
        self.statuses[str(status)] += 1

    def summary(self) -> dict[str, object]:
        return {
            "total": self.endpoints.total(),
            "by_endpoint": dict(self.endpoints),
            "by_status": dict(self.statuses),
            "peak_in_10s": self.peak,
        }
