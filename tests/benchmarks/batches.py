"""A hundred HubSpot records in one call: read, changed and upserted over HTTP."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.stage import Stage

HEADERS = {"Authorization": "Bearer bench", "Content-Type": "application/json"}
COMPANIES = "/crm/v3/objects/companies"
PROPERTIES = "/crm/v3/properties/companies"
ROWS, CALLS, CLIENTS = 100, 300, 2
TEXTS = ("name", "city", "phone", "zip", "country", "address")
KEY = {
    "name": "bench_key",
    "label": "Key",
    "type": "string",
    "fieldType": "text",
    "groupName": "companyinformation",
    "hasUniqueValue": True,
}


def figures(on: Stage, records: int) -> Iterator[dict[str, Any]]:
    """Milliseconds of one client; calls a second of two, who leave no pause.

    ``in_loops`` counts in a loop that is always the same, which tells a slow sandbox
    from a busy machine.
    """
    on.hubspot.reset(companies=records)
    place = urlsplit(on.hubspot.url).netloc
    connection = HTTPConnection(place)
    _call(connection, "POST", PROPERTIES, json.dumps(KEY))
    listed = json.loads(_call(connection, "GET", f"{COMPANIES}?limit={ROWS}"))
    ids = [row["id"] for row in listed["results"]]
    for name, bodies in _orders(ids).items():
        path = f"{COMPANIES}/batch/{name}"
        yield {"figure": f"hubspot_batch_{name}", "rows": ROWS} | _measured(
            place, path, bodies
        )


def _orders(ids: list[str]) -> dict[str, list[str]]:
    """Two bodies each, so that every write changes something."""
    return {
        "read": [_order({"id": each} for each in ids)],
        "update": [
            _order({"id": each, "properties": _values(turn)} for each in ids)
            for turn in range(2)
        ],
        "upsert": [
            _order(
                {
                    "id": f"key{each}",
                    "idProperty": KEY["name"],
                    "objectWriteTraceId": each,
                    "properties": _values(turn),
                }
                for each in ids
            )
            for turn in range(2)
        ],
    }


def _order(inputs: Iterator[dict[str, Any]]) -> str:
    return json.dumps({"inputs": list(inputs), "properties": TEXTS})


def _values(turn: int) -> dict[str, str]:
    return {name: f"{name} {turn}" for name in TEXTS} | {"industry": "BANKING"}


def _measured(place: str, path: str, bodies: list[str]) -> dict[str, float]:
    _run(place, path, bodies)
    alone, loops = _run(place, path, bodies), [_timed(_loop) for _ in range(CALLS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _: _run(place, path, bodies), range(CLIENTS)))
    whole = time.perf_counter() - began
    return {
        "best_ms": round(min(alone), 2),
        "median_ms": round(median(alone), 2),
        "best_in_loops": round(min(alone) / min(loops), 2),
        "median_in_loops": round(median(alone) / median(loops), 2),
        "calls_per_second": round(CALLS * CLIENTS / whole),
    }


def _run(place: str, path: str, bodies: list[str]) -> list[float]:
    """One client's calls, each in milliseconds."""
    connection, turns = HTTPConnection(place), islice(cycle(bodies), CALLS)
    calls = [partial(_call, connection, "POST", path, body) for body in turns]
    return [_timed(call) for call in calls]


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _loop() -> None:
    places: dict[int, str] = {}
    for number in range(20_000):
        places[number % 997] = str(number)


def _call(
    connection: HTTPConnection, method: str, path: str, body: str | None = None
) -> bytes:
    connection.request(method, path, body, HEADERS)
    answer = connection.getresponse()
    read = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {read[:300]!r}")
    return read
