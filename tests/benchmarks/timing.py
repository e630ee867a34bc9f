"""A call made again and again over one kept-alive connection."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

HEADERS = {"Authorization": "Bearer bench"}


def timed(call: Callable[[], requests.Response], times: int) -> dict[str, float]:
    """As the client sees it: the best, the median and how many go in a second."""
    took = []
    began = time.perf_counter()
    for _time in range(times):
        start = time.perf_counter()
        call().raise_for_status()
        took.append(time.perf_counter() - start)
    whole = time.perf_counter() - began
    return {
        "best_ms": round(min(took) * 1000, 1),
        "median_ms": round(statistics.median(took) * 1000, 1),
        "calls_per_second": round(times / whole),
    }
