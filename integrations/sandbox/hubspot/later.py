"""What HubSpot does by itself some seconds after a call."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock

Work = Callable[[], None]


class Later:
    """Done before the first call that comes after its time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: list[tuple[float, int, Work]] = []
        self._turn = count()

    def put(self, seconds: float, work: Work) -> None:
        due = self._clock.seconds() + seconds
        heapq.heappush(self._due, (due, next(self._turn), work))

    def catch_up(self) -> None:
        while self._due and self._due[0][0] <= self._clock.seconds():
            heapq.heappop(self._due)[2]()
