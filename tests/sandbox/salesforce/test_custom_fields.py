"""Custom fields made by the Tooling API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import KEY, KEY_FIELD, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATH = "tooling/sobjects/CustomField"


def _field(salesforce: Salesforce, name: str) -> dict[str, Any]:
    answer = salesforce.answer("GET", "sobjects/Account/describe")
    found = [field for field in answer["fields"] if field["name"] == name]
    return dict(found[0])


def _make(salesforce: Salesforce, **metadata: object) -> Any:
    body = {"FullName": "Account.Extra__c", "Metadata": {"label": "Extra", **metadata}}
    return salesforce.call("POST", PATH, body)


def test_the_key_field_appears_unique_and_as_external_id(
    salesforce: Salesforce,
) -> None:
    response = salesforce.call("POST", PATH, KEY_FIELD)
    body: Any = response.body
    assert response.status == 201
    assert body["id"].startswith("00N")
    assert body == {"id": body["id"], "success": True, "errors": []}
    field = _field(salesforce, KEY)
    assert (field["type"], field["length"], field["label"]) == (
        "string",
        64,
        "HubSpot Company ID",
    )
    for key in ("externalId", "unique", "caseSensitive", "idLookup", "custom"):
        assert field[key] is True
    assert field["createable"] is field["updateable"] is True


def test_a_field_is_made_once(keyed: Salesforce) -> None:
    response = keyed.call("POST", PATH, KEY_FIELD)
    assert code(response) == (400, "DUPLICATE_DEVELOPER_NAME")
    assert KEY.removesuffix("__c") in refusal(response)["message"]


def test_accounts_that_exist_get_the_field_too(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    salesforce.add_key_field()
    salesforce.call("PATCH", f"sobjects/Account/{id_}", {KEY: "1"})
    assert salesforce.answer("GET", f"sobjects/Account/{KEY}/1")["Id"] == id_


def test_a_reset_leaves_no_custom_fields(keyed: Salesforce) -> None:
    keyed.crm.reset(2, {"accounts": 3})
    described = keyed.answer("GET", "sobjects/Account/describe")
    assert not any(field["custom"] for field in described["fields"])
    keyed.add_key_field()
    keyed.create(**{KEY: "1"})


def test_a_dropped_field_is_gone_with_its_values(salesforce: Salesforce) -> None:
    field_id = salesforce.answer("POST", PATH, KEY_FIELD)["id"]
    id_ = salesforce.create(**{KEY: "1"})
    assert salesforce.call("DELETE", f"{PATH}/{field_id}").status == 204
    assert KEY not in salesforce.read(id_)
    response = salesforce.call("PATCH", f"sobjects/Account/{id_}", {KEY: "2"})
    assert code(response) == (400, "INVALID_FIELD")
    salesforce.add_key_field()
    assert salesforce.read(id_)[KEY] is None
    assert code(salesforce.call("DELETE", f"{PATH}/{field_id}")) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("metadata", "type_", "value"),
    [
        ({"type": "Checkbox"}, "boolean", True),
        ({"type": "Number", "precision": 6, "scale": 2}, "double", 12.35),
        ({"type": "Currency", "precision": 18, "scale": 0}, "currency", 5.0),
        ({"type": "Date"}, "date", "2026-01-31"),
        ({"type": "DateTime"}, "datetime", "2026-01-31T12:00:00.000+0000"),
        ({"type": "Url"}, "url", "https://x.example"),
        ({"type": "LongTextArea", "length": 5000}, "textarea", "x" * 5000),
    ],
    ids=["checkbox", "number", "currency", "date", "datetime", "url", "long text"],
)
def test_fields_of_other_types_keep_their_values(
    salesforce: Salesforce, metadata: dict[str, object], type_: str, value: object
) -> None:
    assert _make(salesforce, **metadata).status == 201
    assert _field(salesforce, "Extra__c")["type"] == type_
    assert salesforce.read(salesforce.create(Extra__c=value))["Extra__c"] == value


def test_a_restricted_picklist_takes_its_values_only(salesforce: Salesforce) -> None:
    values = [{"fullName": "A", "label": "First"}, {"fullName": "B"}]
    value_set = {"restricted": True, "valueSetDefinition": {"value": values}}
    assert _make(salesforce, type="Picklist", valueSet=value_set).status == 201
    listed = _field(salesforce, "Extra__c")["picklistValues"]
    assert [(v["value"], v["label"]) for v in listed] == [("A", "First"), ("B", "B")]
    body = {"Name": "x", "Extra__c": "C"}
    response = salesforce.call("POST", "sobjects/Account", body)
    assert refusal(response)["errorCode"] == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"


def test_a_required_custom_field_is_required(salesforce: Salesforce) -> None:
    _make(salesforce, type="Text", length=5, required=True)
    response = salesforce.call("POST", "sobjects/Account", {"Name": "x"})
    assert refusal(response)["fields"] == ["Extra__c"]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"type": "Text"}, (400, "FIELD_INTEGRITY_EXCEPTION")),
        ({"type": "Text", "length": 256}, (400, "FIELD_INTEGRITY_EXCEPTION")),
        ({"type": "Number", "precision": 5}, (400, "FIELD_INTEGRITY_EXCEPTION")),
        ({"type": "Date", "unique": True}, (400, "FIELD_INTEGRITY_EXCEPTION")),
        (
            {"type": "Text", "length": 5, "label": ""},
            (400, "FIELD_INTEGRITY_EXCEPTION"),
        ),
        ({"type": "Picklist"}, (400, "FIELD_INTEGRITY_EXCEPTION")),
        ({"type": "Lookup"}, (501, "NOT_IMPLEMENTED")),
        ({}, (501, "NOT_IMPLEMENTED")),
    ],
)
def test_metadata_that_does_not_do_is_refused(
    salesforce: Salesforce, metadata: dict[str, object], expected: tuple[int, str]
) -> None:
    assert code(_make(salesforce, **metadata)) == expected


@pytest.mark.parametrize(
    "body",
    [
        {"Metadata": {}},
        {"FullName": "Account.NoSuffix", "Metadata": {}},
        {"FullName": "Nothing.X__c", "Metadata": {}},
        {"FullName": "Account.Two__Underscores__c", "Metadata": {}},
        {"FullName": "Account.X__c"},
    ],
)
def test_a_field_needs_a_place_and_a_description(
    salesforce: Salesforce, body: dict[str, object]
) -> None:
    assert salesforce.call("POST", PATH, body).status == 400
