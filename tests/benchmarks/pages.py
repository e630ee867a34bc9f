"""Every page of a large installation, asked of the demo's server as a browser asks."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, NamedTuple

import requests

from tests.benchmarks.stage import ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.addresses import Address
    from tests.benchmarks.stage import Stage

REAL, TIMES = 500, 40
ASSETS = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
SHOWN = {HTTPStatus.OK, HTTPStatus.FOUND}


class Answer(NamedTuple):
    response: HTTPResponse
    packed: bytes

    @property
    def page(self) -> bytes:
        is_packed = self.response.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(self.packed) if is_packed else self.packed


def figures(on: Stage, records: int, named: str = "") -> Iterator[dict[str, Any]]:
    """Milliseconds as the client sees them, and of the server's own processor, which a
    busy machine does not lengthen. KB as they go over the line: those of a first load
    are the page's own and those of its styles, its scripts and its icon. Calls are
    those to the CRMs; each takes three more queries, to be paced and counted.
    """
    began = time.perf_counter()
    told = _filled(on, records)
    seconds = round(time.perf_counter() - began, 1)
    yield {"figure": "pages_filled", "linked": records, "seconds": seconds}
    with _web(on) as place:
        cookie = f"sessionid={told['session']}"
        for address in _addresses(told["places"]):
            if named in address.name and (found := _measured(place, cookie, address)):
                yield {"figure": "page", "name": address.name, **found}


def _addresses(places: dict[str, str]) -> Iterator[Address]:
    """The routes are Django's, which needs its settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.benchmarks.addresses import all_of

    yield from all_of(places)


def _filled(on: Stage, records: int) -> dict[str, Any]:
    on.prepare(REAL)
    on.manage("import_accounts", "--all", "--json")
    on.manage("collectstatic", "--no-input", "--verbosity=0")
    command = [sys.executable, "-m", "tests.benchmarks.filled", f"--records={records}"]
    done = subprocess.run(
        command, cwd=ROOT, env=on.environment, stdout=subprocess.PIPE, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def _web(on: Stage) -> Iterator[str]:
    """With the demo's own flags."""
    port = free_port()
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    address = ["--host", "127.0.0.1", "--port", str(port)]
    threads = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    application = "tests.benchmarks.served:application"
    command = [*server, *address, *threads, application]
    process = subprocess.Popen(command, cwd=ROOT, env=on.environment)
    try:
        place = f"127.0.0.1:{port}"
        _wait_for(place)
        yield place
    finally:
        process.terminate()
        process.wait()


def _wait_for(place: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            requests.get(f"http://{place}/healthz", timeout=30)
        except requests.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _measured(place: str, cookie: str, address: Address) -> dict[str, Any] | None:
    """None for what only takes forms."""
    connection = HTTPConnection(place, timeout=120)
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", **address.headers}
    last = _get(connection, address.path, headers)
    if last.response.status == HTTPStatus.METHOD_NOT_ALLOWED:
        return None
    if last.response.status not in SHOWN:
        return {"status": last.response.status}
    took, worked = [], []
    for _time in range(TIMES):
        start = time.perf_counter()
        last = _get(connection, address.path, headers)
        took.append((time.perf_counter() - start) * 1000)
        worked.append(float(last.response.headers["X-Worked-Ms"]))
    assets = {it.decode() for it in ASSETS.findall(last.page)}
    sizes = [len(_get(connection, it, headers).packed) for it in assets]
    return {
        "p95_ms": _p95(took),
        "median_ms": round(median(took), 1),
        "p95_cpu_ms": _p95(worked),
        "queries": int(last.response.headers["X-Queries"]),
        "calls": int(last.response.headers["X-Calls"]),
        "page_kb": round(len(last.packed) / 1024, 1),
        "html_kb": round(len(last.page) / 1024, 1),
        "first_load_kb": round((len(last.packed) + sum(sizes)) / 1024, 1),
    }


def _p95(figures: list[float]) -> float:
    return round(quantiles(figures, n=20, method="inclusive")[-1], 1)


def _get(connection: HTTPConnection, path: str, headers: dict[str, str]) -> Answer:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return Answer(response, response.read())
