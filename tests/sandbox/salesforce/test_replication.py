"""Ids of changed and deleted records, and how far they are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from integrations.sandbox.salesforce import stamps
from tests.sandbox.salesforce.calling import code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.salesforce.schema.field import Row
    from tests.sandbox.salesforce.calling import Salesforce

MINUTE, DAY = 60, 24 * 60 * 60


def _path(name: str, start: int, end: int, kind: str = "Account") -> str:
    moments = {"start": stamps.rendered(start), "end": stamps.rendered(end)}
    return f"sobjects/{kind}/{name}/?{urlencode(moments)}"


@pytest.fixture
def now(salesforce: Salesforce) -> int:
    salesforce.crm.clock.freeze()
    return salesforce.crm.org.now()


def test_doc_updated_tells_created_and_changed_records(
    salesforce: Salesforce, now: int
) -> None:
    changed, deleted = salesforce.create(), salesforce.create()
    salesforce.answer("DELETE", f"sobjects/Account/{deleted}")
    path = _path("updated", now - 2 * MINUTE, now + MINUTE)
    answer = salesforce.answer("GET", path)
    assert answer == {"ids": [changed], "latestDateCovered": stamps.rendered(now)}


def test_doc_deleted_tells_when(salesforce: Salesforce, now: int) -> None:
    salesforce.create()
    deleted = salesforce.create()
    salesforce.answer("DELETE", f"sobjects/Account/{deleted}")
    path = _path("deleted", now - 2 * MINUTE, now + MINUTE)
    assert salesforce.answer("GET", path) == {
        "deletedRecords": [{"id": deleted, "deletedDate": stamps.rendered(now)}],
        "earliestDateAvailable": stamps.rendered(now - 15 * DAY),
        "latestDateCovered": stamps.rendered(now),
    }


def test_doc_seconds_are_ignored(salesforce: Salesforce, now: int) -> None:
    """A record of this minute is not in a span that ends in the minute before."""
    salesforce.create()
    this_minute = now // MINUTE * MINUTE
    path = _path("updated", now - 10 * MINUTE, this_minute - 1)
    assert salesforce.answer("GET", path)["ids"] == []
    path = _path("updated", this_minute + MINUTE - 1, now + 2 * MINUTE)
    assert len(salesforce.answer("GET", path)["ids"]) == 1


def test_doc_an_open_transaction_holds_the_covered_date_back(
    salesforce: Salesforce, now: int
) -> None:
    clock = salesforce.crm.clock
    clock.thaw()
    began = salesforce.crm.org.now()
    late = {"late_commit_s": 30}
    response: Any = salesforce.call(
        "POST", "sobjects/Account", {"Name": "x"}, fault=late
    )
    clock.advance(20)
    path = _path("updated", now - MINUTE, began + 10 * MINUTE)
    answer = salesforce.answer("GET", path)
    covered = stamps.parsed(answer["latestDateCovered"])
    assert answer["ids"] == []
    assert covered is not None
    assert began <= covered <= began + 5
    clock.advance(11)
    answer = salesforce.answer("GET", path)
    covered = stamps.parsed(answer["latestDateCovered"])
    assert answer["ids"] == [response.body["id"]]
    assert covered is not None
    assert covered > began + 20


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("updated", -31 * DAY, 0),
        ("deleted", -16 * DAY, 0),
        ("updated", -30, 0),
        ("updated", 0, -5 * MINUTE),
    ],
    ids=["30 days", "15 days", "a minute", "backwards"],
)
def test_doc_the_span_has_limits(
    salesforce: Salesforce, now: int, name: str, start: int, end: int
) -> None:
    minute = now // MINUTE * MINUTE
    response = salesforce.call("GET", _path(name, minute + start, minute + end))
    assert code(response) == (400, "INVALID_REPLICATION_DATE")


def test_doc_more_than_600000_ids_are_not_told(
    salesforce: Salesforce, now: int
) -> None:
    rows: Iterator[Row] = (
        {"Id": f"001Sb{number:013}", "SystemModstamp": now} for number in range(600_001)
    )
    salesforce.crm.org.tables["Account"].load(rows)
    path = _path("updated", now - 5 * MINUTE, now + 5 * MINUTE)
    assert code(salesforce.call("GET", path)) == (400, "EXCEEDED_ID_LIMIT")


@pytest.mark.parametrize(
    "query", ["", "?start=yesterday&end=today", "?start=2026-01-01"]
)
def test_the_span_has_to_be_given(salesforce: Salesforce, query: str) -> None:
    response = salesforce.call("GET", f"sobjects/Account/updated{query}")
    assert code(response) == (400, "INVALID_REPLICATION_DATE")
