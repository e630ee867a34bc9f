"""Query results in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import Salesforce, code, query_path

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNT = 450
BASE = "/services/data/v64.0/"
SMALL = {"sforce-query-options": "batchSize=200"}


@pytest.fixture
def many(salesforce: Salesforce) -> Salesforce:
    salesforce.crm.reset(1, {"accounts": COUNT})
    return salesforce


def _pages(
    salesforce: Salesforce, text: str, headers: Mapping[str, str]
) -> list[dict[str, Any]]:
    path = query_path(text)
    pages = []
    while path:
        body: Any = salesforce.call("GET", path, headers=headers).body
        pages.append(body)
        path = body.get("nextRecordsUrl", "").removeprefix(BASE)
    return pages


def test_pages_join_to_the_whole(many: Salesforce) -> None:
    pages = _pages(many, "SELECT Id FROM Account ORDER BY Id", SMALL)
    assert [len(page["records"]) for page in pages] == [200, 200, 50]
    assert [page["done"] for page in pages] == [False, False, True]
    assert {page["totalSize"] for page in pages} == {COUNT}
    assert "nextRecordsUrl" not in pages[-1]
    ids = [row["Id"] for page in pages for row in page["records"]]
    assert ids == sorted(ids)
    assert len(set(ids)) == COUNT


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("batchSize=1", 200),
        ("batchSize=300", 300),
        ("batchSize=99999", COUNT),
        ("", COUNT),
    ],
)
def test_a_page_has_from_200_to_2000_rows(
    many: Salesforce, asked: str, given: int
) -> None:
    headers = {"sforce-query-options": asked}
    path = query_path("SELECT Id FROM Account")
    body: Any = many.call("GET", path, headers=headers).body
    assert len(body["records"]) == given


def test_a_locator_has_the_documented_form(many: Salesforce) -> None:
    path = query_path("SELECT Id FROM Account")
    body: Any = many.call("GET", path, headers=SMALL).body
    locator = body["nextRecordsUrl"].removeprefix(f"{BASE}query/")
    assert locator.startswith("0r8")
    assert len(locator.partition("-")[0]) == 18
    assert locator.endswith("-200")


def test_later_pages_show_the_rows_as_the_query_found_them(many: Salesforce) -> None:
    path = query_path("SELECT Id, Name FROM Account ORDER BY Id")
    first: Any = many.call("GET", path, headers=SMALL).body
    last = many.rows("SELECT Id, Name FROM Account ORDER BY Id DESC LIMIT 1")[0]
    many.answer("DELETE", f"sobjects/Account/{last['Id']}")
    next_path = first["nextRecordsUrl"].removeprefix(BASE).replace("-200", "-400")
    page = many.answer("GET", next_path)
    assert page["records"][-1]["Name"] == last["Name"]


def test_a_page_can_be_read_again(many: Salesforce) -> None:
    path = query_path("SELECT Id FROM Account")
    first: Any = many.call("GET", path, headers=SMALL).body
    next_path = first["nextRecordsUrl"].removeprefix(BASE)
    assert many.answer("GET", next_path) == many.answer("GET", next_path)


def test_a_locator_expires_after_two_days(many: Salesforce) -> None:
    path = query_path("SELECT Id FROM Account")
    first: Any = many.call("GET", path, headers=SMALL).body
    many.crm.clock.advance(2 * 24 * 60 * 60 + 1)
    response = many.call("GET", first["nextRecordsUrl"].removeprefix(BASE))
    assert code(response) == (400, "INVALID_QUERY_LOCATOR")


@pytest.mark.parametrize("offset", ["", "-x", "-450", "-99999"])
def test_a_place_that_is_not_in_the_result_is_refused(
    many: Salesforce, offset: str
) -> None:
    path = query_path("SELECT Id FROM Account")
    first: Any = many.call("GET", path, headers=SMALL).body
    locator = first["nextRecordsUrl"].removeprefix(BASE).removesuffix("-200")
    response = many.call("GET", locator + offset)
    assert code(response) == (400, "INVALID_QUERY_LOCATOR")


def test_a_fault_makes_pages_short(many: Salesforce) -> None:
    path = query_path("SELECT Id FROM Account")
    body: Any = many.call("GET", path, fault={"short_pages": 3}).body
    assert (len(body["records"]), body["done"]) == (3, False)
    next_path = body["nextRecordsUrl"].removeprefix(BASE)
    assert len(many.answer("GET", next_path)["records"]) == COUNT - 3


def test_two_long_custom_texts_make_pages_of_200(many: Salesforce) -> None:
    for name in ("One", "Two"):
        metadata = {"label": name, "type": "LongTextArea", "length": 5000}
        body = {"FullName": f"Account.{name}__c", "Metadata": metadata}
        many.answer("POST", "tooling/sobjects/CustomField", body)
    page: Any = many.query("SELECT Id, One__c, Two__c FROM Account").body
    assert len(page["records"]) == 200
