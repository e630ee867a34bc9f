"""Shapes of answers that are documented, recorded or seen in public."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import KEY, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def test_rec_attributes_come_first_and_dates_are_whole_seconds(
    salesforce: Salesforce,
) -> None:
    id_ = salesforce.create(Name="Acme")
    text = "SELECT Name, SystemModstamp, Owner.Email FROM Account"
    response: Any = salesforce.query(text).body
    row = response["records"][0]
    assert list(response) == ["totalSize", "done", "records"]
    assert list(row) == ["attributes", "Name", "SystemModstamp", "Owner"]
    url = f"/services/data/v64.0/sobjects/Account/{id_}"
    assert row["attributes"] == {"type": "Account", "url": url}
    assert row["Owner"]["attributes"]["type"] == "User"
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000"
    assert re.fullmatch(stamp, row["SystemModstamp"])


def test_rec_count_gives_a_total_and_no_records(salesforce: Salesforce) -> None:
    salesforce.create()
    response = salesforce.query("SELECT count() FROM Account")
    assert response.body == {"totalSize": 1, "done": True, "records": []}


def test_doc_a_created_record_has_a_location_and_a_lower_case_id(
    salesforce: Salesforce,
) -> None:
    response = salesforce.call("POST", "sobjects/Account", {"Name": "Acme"})
    body: Any = response.body
    assert response.status == 201
    assert body == {"id": body["id"], "success": True, "errors": []}
    url = f"/services/data/v64.0/sobjects/Account/{body['id']}"
    assert response.headers["Location"] == url


def test_pub_a_deleted_record_is_404_entity_is_deleted(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    assert salesforce.call("DELETE", f"sobjects/Account/{id_}").status == 204
    answer = {
        "message": "entity is deleted",
        "errorCode": "ENTITY_IS_DELETED",
        "fields": [],
    }
    for method, body in (("GET", None), ("PATCH", {"Name": "x"}), ("DELETE", None)):
        response = salesforce.call(method, f"sobjects/Account/{id_}", body)
        assert (response.status, response.body) == (404, [answer])


def test_pub_a_duplicate_value_names_the_holder_by_15_characters(
    keyed: Salesforce,
) -> None:
    holder = keyed.create(**{KEY: "7"})
    response = keyed.call("POST", "sobjects/Account", {"Name": "Other", KEY: "7"})
    assert response.status == 400
    assert refusal(response) == {
        "message": f"duplicate value found: {KEY} duplicates value on record with id: "
        f"{holder[:15]}",
        "errorCode": "DUPLICATE_VALUE",
        "fields": [],
    }


def test_doc_an_id_of_the_wrong_kind_fails_its_record(salesforce: Salesforce) -> None:
    wrong = "001900K0001pPuOAAU"
    record = {"attributes": {"type": "Account"}, "id": wrong, "Name": "x"}
    error = {
        "fields": ["Id"],
        "message": f"Account ID: id value of incorrect type: {wrong}",
        "statusCode": "MALFORMED_ID",
    }
    results = salesforce.answer("PATCH", "composite/sobjects", {"records": [record]})
    assert results == [{"success": False, "errors": [error]}]


@pytest.mark.parametrize(
    "path",
    [
        "composite/graph",
        "composite/tree/Account",
        "jobs/query/750000000000001AAA/resultPages",
        "chatter/feeds",
        "search/suggestions",
        "parameterizedSearch",
        "limits/recordCount",
        "compactLayouts",
        "sobjects/relevantItems",
        "sobjects/Account/quickActions",
        "sobjects/Account/quickActions/New/describe",
        "sobjects/Account/listviews/00B000000000001AAA",
        "sobjects/Account/describe/layouts",
        "sobjects/Account/describe/namedLayouts/Short",
    ],
)
def test_what_the_sandbox_lacks_is_named_with_501(
    salesforce: Salesforce, path: str
) -> None:
    response = salesforce.call("GET", path)
    assert code(response) == (501, "NOT_IMPLEMENTED")
    message = f"The sandbox does not implement the resource {path}."
    assert refusal(response)["message"] == message


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "sobjects/Opportunity/describe", None),
        ("POST", "sobjects/opportunity", {"Name": "x"}),
        ("GET", "composite/sobjects/Opportunity?ids=006000000000001AAA", None),
        (
            "POST",
            "composite/sobjects",
            {"records": [{"attributes": {"type": "Opportunity"}}]},
        ),
        ("POST", "jobs/ingest", {"operation": "insert", "object": "Opportunity"}),
    ],
)
def test_an_object_of_every_org_is_named_with_501(
    salesforce: Salesforce, method: str, path: str, body: object
) -> None:
    response = salesforce.call(method, path, body)
    assert code(response) == (501, "NOT_IMPLEMENTED")
    assert "the object opportunity" in refusal(response)["message"].lower()


def test_a_path_beyond_a_record_is_named_with_501(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    response = salesforce.call("GET", f"sobjects/Account/{id_}/Contacts")
    assert code(response) == (501, "NOT_IMPLEMENTED")


def test_doc_head_is_answered_as_get(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    head = salesforce.call("HEAD", f"sobjects/Account/{id_}")
    got = salesforce.call("GET", f"sobjects/Account/{id_}")
    assert (head.status, head.headers["ETag"]) == (200, got.headers["ETag"])


def test_doc_a_post_may_stand_for_a_patch(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path = f"sobjects/Account/{id_}?_HttpMethod=PATCH"
    assert salesforce.call("POST", path, {"Name": "New"}).status == 204
    assert salesforce.read(id_)["Name"] == "New"
