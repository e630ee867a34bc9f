"""The size of each batch call, its status, and what one bad row does to the others.

Reference, section 2.2.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.hubspot.api import KEY
from tests.sandbox.hubspot.facts import Fact, check, each, error

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

TOO_MANY = error(
    "The maximum number of inputs supported in a batch is 100. "
    "Please reduce the number of items and try again",
    "VALIDATION_ERROR",
)
DONE = {"read": 200, "create": 201, "update": 200, "upsert": 200, "archive": 204}


def _row(name: str, company: str, values: dict[str, str]) -> dict[str, Any]:
    if name == "upsert":
        return {"id": company, "idProperty": KEY, "properties": values}
    row = {"create": {"properties": values}, "update": {"properties": values}}
    return ({} if name == "create" else {"id": company}) | row.get(name, {})


def _rows(api: Api, name: str, number: int) -> list[dict[str, Any]]:
    made = api.batch("create", *[{"properties": {"name": "A"}}] * 100).ids
    return [_row(name, each, {"name": "B"}) for each in (*made, "1")[:number]]


def _called(name: str, number: int, api: Api) -> Answer:
    return api.batch(name, *_rows(api, name, number))


FACTS = (
    *(
        Fact("doc", f"{name} takes 100", partial(_called, name, 100), status)
        for name, status in DONE.items()
    ),
    *(
        Fact("rec", f"{name} takes no 101", partial(_called, name, 101), 400, TOO_MANY)
        for name in DONE
    ),
)


@each(FACTS)
def test_a_batch_has_its_size_and_status(fact: Fact, api: Api) -> None:
    check(fact, api)


@pytest.mark.parametrize("name", ["create", "update", "upsert"])
def test_rec_one_bad_row_fails_all_and_is_not_named(api: Api, name: str) -> None:
    good, bad = _rows(api, name, 2)
    bad["properties"] = {"name": "B", "industry": "NONSENSE"}
    answer = api.batch(name, good, bad)
    assert answer.status == 400
    assert bad.get("id", "NONSENSE 2") not in str(answer.json)
    assert (
        api.search({"propertyName": "name", "operator": "EQ", "value": "B"}).ids == []
    )


@pytest.mark.parametrize("name", ["create", "update", "upsert"])
def test_rec_trace_ids_let_the_good_row_through(api: Api, name: str) -> None:
    good, bad = _rows(api, name, 2)
    bad["properties"] = {"name": "B", "industry": "NONSENSE"}
    rows = [
        row | {"objectWriteTraceId": trace} for row, trace in ((good, "g"), (bad, "b"))
    ]
    answer = api.batch(name, *rows)
    assert answer.status == 207
    assert [row["objectWriteTraceId"] for row in answer.json["results"]] == ["g"]
    assert answer.json["errors"][0]["context"] == {"objectWriteTraceId": ["b"]}


def test_doc_a_batch_read_shows_no_associations(api: Api) -> None:
    company, contact = api.made(name="A"), api.contact(email="a@acme.example")
    ends = f"contacts/{contact}/associations/default/companies/{company}"
    api("PUT", f"/crm/v4/objects/{ends}")
    [row] = api.batch("read", {"id": company}, associations=["contacts"]).json[
        "results"
    ]
    assert "associations" not in row
