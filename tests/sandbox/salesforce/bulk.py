"""Bulk jobs as a client makes, fills and reads them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from tests.sandbox.salesforce.calling import DATA

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

INGEST, QUERY = "jobs/ingest", "jobs/query"
RESULTS = ("successfulResults", "failedResults", "unprocessedrecords")
INSERT = {"object": "Account", "operation": "insert"}


def made(salesforce: Salesforce, **order: object) -> str:
    """The path of a new ingest job."""
    job = salesforce.answer("POST", INGEST, INSERT | order)
    return f"{INGEST}/{job['id']}"


def put(salesforce: Salesforce, job: str, content: str) -> int:
    path = f"{DATA}{job}/batches"
    headers = {"content-type": "text/csv"}
    return salesforce.send("PUT", path, content.encode(), headers).status


def close(salesforce: Salesforce, job: str, **fault: object) -> None:
    body = {"state": "UploadComplete"}
    assert salesforce.call("PATCH", job, body, fault=fault).status == 200


def run(salesforce: Salesforce) -> None:
    """Have all jobs done: each is over when it has been seen at work."""
    work(salesforce)
    for path in (INGEST, QUERY):
        salesforce.answer("GET", path)
    work(salesforce)


def work(salesforce: Salesforce) -> None:
    """What the server does between two calls."""
    while salesforce.crm.work():
        pass


def loaded(salesforce: Salesforce, content: str, **order: object) -> dict[str, Any]:
    """Load a file and give what is told of the job when it has ended."""
    job = made(salesforce, **order)
    assert put(salesforce, job, content) == 201
    close(salesforce, job)
    run(salesforce)
    told: dict[str, Any] = salesforce.answer("GET", job)
    return told | {"path": job}


def text(salesforce: Salesforce, path: str) -> str:
    response = salesforce.call("GET", path)
    assert isinstance(response.body, bytes), response.body
    return response.body.decode()


def read_csv(content: str, delimiter: str = ",") -> list[dict[str, str]]:
    lines = io.StringIO(content, newline="")
    return list(csv.DictReader(lines, delimiter=delimiter))


def results(salesforce: Salesforce, job: str, name: str) -> list[dict[str, str]]:
    return read_csv(text(salesforce, f"{job}/{name}"))


def queried(salesforce: Salesforce, soql: str, **order: object) -> str:
    """The path of a query job that has ended."""
    order = {"operation": "query", "query": soql} | order
    job = salesforce.answer("POST", QUERY, order)
    run(salesforce)
    return f"{QUERY}/{job['id']}"
