"""An upsert by a unique property that has no value makes no record.

HubSpot's words for it were not recorded: only the forms of a batch are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.hubspot.api import KEY

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

BLANK = pytest.mark.parametrize("blank", ["", "  ", "\t"])


def _row(key: str, **properties: str) -> dict[str, Any]:
    return {"id": key, "idProperty": KEY, "properties": {"name": "Acme", **properties}}


def _names_of(api: Api) -> list[str]:
    rows = api("GET", "/crm/v3/objects/companies").json["results"]
    return [row["properties"]["name"] for row in rows]


def _refused(answer: Answer) -> bool:
    return (answer.status, answer.json.get("category")) == (400, "VALIDATION_ERROR")


@BLANK
def test_a_company_without_a_value_to_find_it_by_is_refused(
    api: Api, blank: str
) -> None:
    answer = api.batch("upsert", _row("A", name="Good"), _row(blank))
    assert _refused(answer)
    assert KEY in answer.json["message"]
    assert _names_of(api) == []


@BLANK
def test_doc_trace_ids_name_the_row_without_a_value(api: Api, blank: str) -> None:
    rows = [
        _row(key, name=trace) | {"objectWriteTraceId": trace}
        for key, trace in (("A", "good"), (blank, "bad"))
    ]
    answer = api.batch("upsert", *rows)
    assert (answer.status, answer.json["numErrors"]) == (207, 1)
    [entry] = answer.json["errors"]
    assert entry["category"] == "VALIDATION_ERROR"
    assert entry["context"] == {"objectWriteTraceId": ["bad"]}
    assert _names_of(api) == ["good"]


@BLANK
def test_properties_that_blank_the_value_are_refused(api: Api, blank: str) -> None:
    assert _refused(api.batch("upsert", _row("A", **{KEY: blank})))
    assert _names_of(api) == []


def test_a_value_given_as_null_is_blank(api: Api) -> None:
    row = {"id": "A", "idProperty": KEY, "properties": {"name": "Acme", KEY: None}}
    assert _refused(api.batch("upsert", row))


@BLANK
def test_a_contact_without_an_address_is_refused(api: Api, blank: str) -> None:
    row = {"id": blank, "idProperty": "email", "properties": {"lastname": "Lovelace"}}
    path = "/crm/v3/objects/contacts/batch/upsert"
    for trace in ({}, {"objectWriteTraceId": "0"}):
        assert _refused(api("POST", path, {"inputs": [row | trace]}))
    assert api.crm.counts()["contacts"] == 0
