"""How the associations of a record are paged (reference, section 2.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

BATCH = "/crm/v4/associations/companies/contacts/batch"
SPEC = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}


def _pairs(company: str, contacts: list[str]) -> dict[str, Any]:
    pairs = [
        {"from": {"id": company}, "to": {"id": contact}, "types": [SPEC]}
        for contact in contacts
    ]
    return {"inputs": pairs}


def _read(api: Api, *inputs: dict[str, str]) -> Answer:
    return api("POST", f"{BATCH}/read", {"inputs": inputs})


def _after(result: dict[str, Any]) -> str:
    after: str = result["paging"]["next"]["after"]
    return after


@pytest.fixture
def company(api: Api) -> str:
    """With three contacts, of which two fit on a page."""
    company = api.made(name="Acme")
    contacts = [api.contact(email=f"{n}@acme.example") for n in range(3)]
    assert api("POST", f"{BATCH}/create", _pairs(company, contacts)).status == 201
    api.fault = {"short_pages": 2}
    return company


def test_rec_a_cursor_is_opaque_and_encoded_for_an_address(
    api: Api, company: str
) -> None:
    [result] = _read(api, {"id": company}).json["results"]
    following = result["paging"]["next"]
    assert re.fullmatch(r"[A-Za-z0-9]+(%3D){0,2}", following["after"])
    assert not following["after"].isdecimal()
    assert following["link"].startswith(
        f"https://api.hubapi.com/crm/v4/objects/0-2/{company}/associations/0-1?"
    )
    assert following["link"].endswith(f"after={following['after']}")


def test_doc_a_cursor_is_taken_as_told_and_decoded(api: Api, company: str) -> None:
    [first] = _read(api, {"id": company}).json["results"]
    for after in (_after(first), unquote(_after(first))):
        [rest] = _read(api, {"id": company, "after": after}).json["results"]
        assert len(rest["to"]) == 1
        assert rest["to"][0] not in first["to"]
        assert "paging" not in rest


def test_doc_each_record_of_a_batch_is_paged_by_itself(api: Api, company: str) -> None:
    [first] = _read(api, {"id": company}).json["results"]
    other = api.made(name="Beta")
    contact = str(first["to"][0]["toObjectId"])
    api("POST", f"{BATCH}/create", _pairs(other, [contact]))
    answer = _read(api, {"id": company, "after": _after(first)}, {"id": other})
    told = {row["from"]["id"]: len(row["to"]) for row in answer.json["results"]}
    assert (answer.status, told) == (200, {company: 1, other: 1})


def test_doc_the_page_of_one_record_goes_on_with_the_same_cursor(
    api: Api, company: str
) -> None:
    path = f"/crm/v4/objects/companies/{company}/associations/contacts"
    first = api("GET", path, limit=2).json
    rest = api("GET", path, after=_after(first)).json
    assert [len(page["results"]) for page in (first, rest)] == [2, 1]
    assert "paging" not in rest


@pytest.mark.parametrize("after", ["x", "MC0%3D", "%%%", "\N{SNOWMAN}"])
def test_a_spoilt_cursor_is_refused(api: Api, company: str, after: str) -> None:
    assert _read(api, {"id": company, "after": after}).status == 400
    path = f"/crm/v4/objects/companies/{company}/associations/contacts"
    assert api("GET", path, after=after).status == 400


def test_doc_2000_associations_are_written_at_once_and_no_more(api: Api) -> None:
    company = api.made(name="Acme")
    contact = api.contact(email="a@acme.example")
    order = _pairs(company, [contact] * 2_001)
    assert api("POST", f"{BATCH}/create", order).status == 400
    order["inputs"].pop()
    assert api("POST", f"{BATCH}/create", order).status == 201
