"""Every type of property with every field type (reference, section 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

PROPERTIES = "/crm/v3/properties/companies"
COMPANIES = "/crm/v3/objects/companies"
YES_NO = [{"label": each, "value": each} for each in ("true", "false")]
CHOICES = [{"label": each.upper(), "value": each} for each in ("a", "b")]
GOOD = (
    ("string", "text", "x", "x"),
    ("string", "textarea", "x\ny", "x\ny"),
    ("string", "html", "<b>x</b>", "<b>x</b>"),
    ("string", "phonenumber", "+39 02", "+39 02"),
    ("string", "file", "123", "123"),
    ("phone_number", "phonenumber", "+3902", "+3902"),
    ("number", "number", "1.5", "1.5"),
    ("date", "date", "1704067200000", "2024-01-01"),
    ("datetime", "date", "1704067200001", "2024-01-01T00:00:00.001Z"),
    ("bool", "booleancheckbox", "true", "true"),
    ("enumeration", "select", "a", "a"),
    ("enumeration", "radio", "b", "b"),
    ("enumeration", "checkbox", "a;b", "a;b"),
    ("enumeration", "booleancheckbox", "a", "a"),
)
BAD = (
    ("string", "number"),
    ("number", "text"),
    ("date", "text"),
    ("bool", "select"),
    ("enumeration", "text"),
    ("json", "text"),
    ("object_coordinates", "text"),
    ("number", "calculation_rollup"),
    ("text", "text"),
)


def _create(api: Api, kind: str, field_type: str, **more: object) -> Answer:
    options = {"bool": YES_NO, "enumeration": CHOICES}.get(kind, [])
    order = {"name": "p", "label": "P", "type": kind, "fieldType": field_type}
    place = {"groupName": "companyinformation", "options": options}
    return api("POST", PROPERTIES, {**order, **place, **more})


@pytest.mark.parametrize(
    ("kind", "field_type", "sent", "kept"),
    GOOD,
    ids=[f"doc {each[0]} {each[1]}" for each in GOOD],
)
def test_a_type_keeps_its_values(
    api: Api, kind: str, field_type: str, sent: str, kept: str
) -> None:
    made = _create(api, kind, field_type)
    assert (made.status, made.json["type"]) == (201, kind)
    company = api.made(name="A", p=sent)
    assert api.company(company, "p")["p"] == kept


@pytest.mark.parametrize(
    ("kind", "field_type"), BAD, ids=[f"doc {each[0]} {each[1]}" for each in BAD]
)
def test_a_type_cannot_have_another_ones_field_type(
    api: Api, kind: str, field_type: str
) -> None:
    assert _create(api, kind, field_type).status == 400


def test_doc_external_options_are_not_in_the_options(api: Api) -> None:
    made = _create(api, "enumeration", "select", externalOptions=True, options=[])
    assert (made.status, made.json["options"]) == (201, [])
    body = {"properties": {"name": "A", "p": "77"}}
    refused = api("POST", COMPANIES, body)
    assert refused.json["errors"][0]["code"] == "INVALID_OWNER_ID"
    owner = api("GET", "/crm/v3/owners").json["results"][0]["id"]
    assert api.company(api.made(name="B", p=owner), "p")["p"] == owner


def test_doc_a_hidden_option_is_still_one(api: Api) -> None:
    _create(api, "enumeration", "select")
    hidden = [{**CHOICES[0], "hidden": True}, CHOICES[1]]
    changed = api("PATCH", f"{PROPERTIES}/p", {"options": hidden}).json
    assert [each["hidden"] for each in changed["options"]] == [True, False]
    assert api.company(api.made(name="A", p="a"), "p")["p"] == "a"


def test_doc_an_option_that_went_leaves_its_values(api: Api) -> None:
    _create(api, "enumeration", "select")
    company = api.made(name="A", p="a")
    api("PATCH", f"{PROPERTIES}/p", {"options": [CHOICES[1]]})
    assert api.company(company, "p")["p"] == "a"
    body = {"properties": {"name": "B", "p": "a"}}
    assert api("POST", COMPANIES, body).status == 400


def test_doc_an_object_has_ten_unique_properties_at_most(api: Api) -> None:
    answers = [
        _create(api, "string", "text", name=f"u{number}", hasUniqueValue=True).status
        for number in range(10)
    ]
    assert answers == [201] * 9 + [400]


def test_doc_uniqueness_is_for_texts_and_numbers(api: Api) -> None:
    assert _create(api, "date", "date", hasUniqueValue=True).status == 400
