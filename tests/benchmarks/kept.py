"""A sandbox that keeps its data in a folder: starts, memory, calls, the file."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import requests

from tests.benchmarks.stage import ROOT
from tests.benchmarks.timing import HEADERS, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "SELECT Id, Name, Website, Phone, SystemModstamp FROM Account ORDER BY Id"
DATA = "/services/data/v64.0"
AT_ONCE = 200
TIMES = 30


def figures(records: int) -> Iterator[dict[str, Any]]:
    """``start`` is the first one, which makes the data; ``again`` reads them."""
    with TemporaryDirectory(prefix="syncadmin-bench-") as folder:
        with _sandbox(folder, f"--accounts={records}") as (start, url):
            calls = _calls(url)
        with _sandbox(folder) as (again, _):
            pass
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        yield {"figure": "sandbox_kept", "accounts": records, "start": start, **calls}
        yield {"figure": "sandbox_again", "file_mb": size >> 20, "start": again}


@contextmanager
def _sandbox(folder: str, *options: str) -> Iterator[tuple[dict[str, float], str]]:
    command = [sys.executable, "-m", "integrations.sandbox", "salesforce"]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--data-dir", folder, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        seconds = round(time.perf_counter() - began, 1)
        url = line.split()[-1]
        yield {"seconds": seconds, "peak_mb": _peak_mb(process.pid)}, url
    finally:
        process.terminate()
        process.communicate()


def _calls(url: str) -> dict[str, Any]:
    with requests.Session() as session:
        session.headers.update(HEADERS)
        query = f"{url}{DATA}/query"
        first = session.get(query, params={"q": PAGE}, timeout=60).json()
        following = url + first["nextRecordsUrl"]
        records = [_changed(row["Id"]) for row in first["records"][:AT_ONCE]]
        body, write = {"records": records}, f"{url}{DATA}/composite/sobjects"
        return {
            "page_of_2000": timed(lambda: session.get(following, timeout=60), TIMES),
            "write_of_200": timed(
                lambda: session.patch(write, json=body, timeout=60), TIMES
            ),
        }


def _changed(account_id: str) -> dict[str, object]:
    values = {"Phone": "1", "BillingCity": "Turin"}
    return {"attributes": {"type": "Account"}, "id": account_id, **values}


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)
