"""How large and fast the sandboxes are: a load and a page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import requests

from tests.benchmarks.timing import HEADERS, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.stage import Stage

PAGE = (
    "SELECT Id, Name, Website, Phone, Industry, SystemModstamp FROM Account ORDER BY Id"
)
TIMES = 20


def figures(on: Stage, records: int) -> Iterator[dict[str, Any]]:
    """Milliseconds are medians as a client sees them, over kept-alive connections."""
    loading = time.perf_counter()
    on.salesforce.reset(accounts=records)
    on.hubspot.reset(companies=records)
    yield {"figure": "sandbox_load", "records_each": records, **_since(loading)}
    session = requests.Session()
    session.headers.update(HEADERS)
    yield {"figure": "sandbox_page", "rows": 2_000, **_page(session, on)}


def _since(start: float) -> dict[str, float]:
    return {"seconds": round(time.perf_counter() - start, 1)}


def _page(session: requests.Session, on: Stage) -> dict[str, float]:
    first = session.get(
        f"{on.salesforce.url}/services/data/v64.0/query", params={"q": PAGE}, timeout=60
    ).json()
    following = on.salesforce.url + first["nextRecordsUrl"]
    return timed(lambda: session.get(following, timeout=60), TIMES)
