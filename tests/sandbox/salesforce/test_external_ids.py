"""Single records by an external id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import KEY, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATH = f"sobjects/Account/{KEY}"


def test_an_upsert_creates_once_and_then_changes(keyed: Salesforce) -> None:
    first = keyed.call("PATCH", f"{PATH}/42", {"Name": "Acme"})
    second = keyed.call("PATCH", f"{PATH}/42", {"Name": "Acme Ltd."})
    created: Any = first.body
    assert (first.status, second.status) == (201, 200)
    outcome = {"id": created["id"], "success": True, "errors": []}
    assert created == {**outcome, "created": True}
    assert second.body == {**outcome, "created": False}
    record = keyed.answer("GET", f"{PATH.lower()}/42")
    assert (record["Id"], record["Name"], record[KEY]) == (
        created["id"],
        "Acme Ltd.",
        "42",
    )


@pytest.mark.parametrize("value", ["a/b", "a?b", "a b", "é🏢", "100%"])
def test_a_value_may_hold_any_character(keyed: Salesforce, value: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in value.encode())
    keyed.answer("PATCH", f"{PATH}/{quoted}", {"Name": "Acme"})
    assert keyed.answer("GET", f"{PATH}/{quoted}")[KEY] == value


def test_update_only_creates_nothing(keyed: Salesforce) -> None:
    response = keyed.call("PATCH", f"{PATH}/42?updateOnly=true", {"Name": "Acme"})
    assert code(response) == (404, "NOT_FOUND")
    assert keyed.crm.counts()["Account"] == 0


def test_the_external_id_is_not_to_be_in_the_body(keyed: Salesforce) -> None:
    response = keyed.call("PATCH", f"{PATH}/42", {KEY: "42", "Name": "Acme"})
    message = f"The {KEY} field should not be specified in the sobject data."
    assert refusal(response) == {"message": message, "errorCode": "INVALID_FIELD"}


def test_several_matches_are_300_with_their_urls(salesforce: Salesforce) -> None:
    body = {"LastName": "x", "Email": "Ada@Acme.example"}
    ids = [salesforce.create("Contact", **body) for _ in range(2)]
    for method in ("GET", "PATCH"):
        path = "sobjects/Contact/Email/ada@acme.example"
        response = salesforce.call(method, path, {"Phone": "1"})
        urls = [f"/services/data/v64.0/sobjects/Contact/{id_}" for id_ in ids]
        assert (response.status, response.body) == (300, urls)


def test_a_deleted_record_does_not_keep_its_external_id(keyed: Salesforce) -> None:
    first = keyed.answer("PATCH", f"{PATH}/42", {"Name": "Acme"})
    assert keyed.call("DELETE", f"{PATH}/42").status == 204
    second = keyed.answer("PATCH", f"{PATH}/42", {"Name": "Acme"})
    assert first["id"] != second["id"]
    assert second["created"] is True


@pytest.mark.parametrize("field", ["Name", "Nothing__c"])
def test_only_an_external_id_names_a_record(keyed: Salesforce, field: str) -> None:
    response = keyed.call("PATCH", f"sobjects/Account/{field}/42", {"Phone": "1"})
    assert code(response) == (404, "NOT_FOUND")
    assert refusal(response)["message"].endswith(f"not accessible: {field}")


def test_an_upsert_by_id_changes_the_record(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    path = f"sobjects/Account/Id/{id_[:15]}"
    assert salesforce.answer("PATCH", path, {"Name": "New"})["created"] is False
    assert salesforce.read(id_)["Name"] == "New"


def test_a_key_too_long_is_refused(keyed: Salesforce) -> None:
    response = keyed.call("PATCH", f"{PATH}/{'9' * 65}", {"Name": "Acme"})
    assert refusal(response)["errorCode"] == "STRING_TOO_LONG"


def test_an_unknown_external_id_is_404(keyed: Salesforce) -> None:
    assert code(keyed.call("GET", f"{PATH}/42")) == (404, "NOT_FOUND")
    assert code(keyed.call("DELETE", f"{PATH}/42")) == (404, "NOT_FOUND")
