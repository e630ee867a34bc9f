"""The companies that HubSpot fills by itself some seconds after they were made."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.clock import Clock


class Later:
    """Done before the first call that comes after its time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: list[tuple[float, int]] = []

    def put(self, seconds: float, company_id: int) -> None:
        heapq.heappush(self._due, (self._clock.seconds() + seconds, company_id))

    def due(self) -> Iterator[int]:
        while self._due and self._due[0][0] <= self._clock.seconds():
            yield heapq.heappop(self._due)[1]

    def told(self) -> list[tuple[float, int]]:
        """By the time of day, which goes on while nobody serves."""
        return [(self._clock.moment(due), id_) for due, id_ in self._due]

    def take(self, told: Iterable[tuple[float, int]]) -> None:
        self._due = [(self._clock.seconds_at(moment), id_) for moment, id_ in told]
        heapq.heapify(self._due)
