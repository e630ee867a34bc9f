"""An association is of some type; what HubSpot says to none is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

COMPANIES = "/crm/v3/objects/companies"
BATCH = "/crm/v4/associations/companies/contacts/batch"
PLAIN = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}


@pytest.fixture
def ends(api: Api) -> tuple[str, str]:
    return api.made(name="Acme"), api.contact(email="ann@acme.example")


def _path(ends: tuple[str, str]) -> str:
    return f"/crm/v4/objects/companies/{ends[0]}/associations/contacts"


def _told_of(api: Api, ends: tuple[str, str]) -> list[str]:
    """The contacts of the company."""
    rows = api("GET", _path(ends)).json["results"]
    return [str(row["toObjectId"]) for row in rows]


def _input(ends: tuple[str, str], *types: object) -> dict[str, object]:
    return {"from": {"id": ends[0]}, "to": {"id": ends[1]}, "types": types}


def _refused(answer: Answer) -> bool:
    return answer.status == 501 and "without a type" in answer.json["message"]


def test_one_of_them_is_refused(api: Api, ends: tuple[str, str]) -> None:
    assert _refused(api("PUT", f"{_path(ends)}/{ends[1]}", []))


def test_a_batch_with_one_of_them_makes_none(api: Api, ends: tuple[str, str]) -> None:
    other = (ends[0], api.contact(email="bob@acme.example"))
    inputs = [_input(other, PLAIN), _input(ends)]
    assert _refused(api("POST", f"{BATCH}/create", {"inputs": inputs}))
    assert _told_of(api, ends) == []


def test_a_record_that_comes_with_one_is_not_made(
    api: Api, ends: tuple[str, str]
) -> None:
    order = {
        "properties": {"name": "Beta"},
        "associations": [{"to": {"id": ends[1]}, "types": []}],
    }
    assert _refused(api("POST", COMPANIES, order))
    assert _refused(api("POST", f"{COMPANIES}/batch/create", {"inputs": [order]}))
    assert api.crm.counts()["companies"] == 1


def test_labels_that_are_none_do_not_end_the_association(
    api: Api, ends: tuple[str, str]
) -> None:
    assert api("PUT", f"{_path(ends)}/{ends[1]}", [PLAIN]).status == 201
    path = f"{BATCH}/labels/archive"
    assert _refused(api("POST", path, {"inputs": [_input(ends)]}))
    assert _told_of(api, ends) == [ends[1]]
