"""What a company has from the start (reference, section 2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Api

TYPES = (
    *((name, "string", "text") for name in ("name", "domain", "website", "country")),
    *((name, "string", "text") for name in ("address", "address2", "city", "state")),
    ("zip", "string", "text"),
    ("phone", "string", "phonenumber"),
    ("industry", "enumeration", "select"),
    ("type", "enumeration", "radio"),
    ("numberofemployees", "number", "number"),
    ("annualrevenue", "number", "number"),
    ("lifecyclestage", "enumeration", "radio"),
    ("description", "string", "textarea"),
    ("hubspot_owner_id", "enumeration", "select"),
)
READ_ONLY = (
    *("createdate", "hs_lastmodifieddate", "hs_object_id", "hs_merged_object_ids"),
    *("hs_object_source", "hs_object_source_id", "hs_object_source_label"),
    *(f"hs_object_source_detail_{place}" for place in (1, 2, 3)),
    "hs_object_source_user_id",
)
OPTIONS = {
    "type": ["PROSPECT", "PARTNER", "RESELLER", "VENDOR", "OTHER"],
    "lifecyclestage": [
        *("subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead"),
        *("opportunity", "customer", "evangelist", "other"),
    ],
}


@pytest.mark.parametrize(("name", "kind", "field_type"), TYPES)
def test_doc_a_property_has_its_type(
    api: Api, name: str, kind: str, field_type: str
) -> None:
    told = api("GET", f"/crm/v3/properties/companies/{name}").json
    assert (told["type"], told["fieldType"]) == (kind, field_type)
    assert told["modificationMetadata"]["readOnlyValue"] is False


@pytest.mark.parametrize("name", READ_ONLY)
def test_doc_a_property_cannot_be_written(api: Api, name: str) -> None:
    told = api("GET", f"/crm/v3/properties/companies/{name}").json
    assert told["modificationMetadata"]["readOnlyValue"] is True
    answer = api.batch("create", {"properties": {"name": "A", name: "1"}})
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "READ_ONLY_VALUE")


@pytest.mark.parametrize("name", OPTIONS)
def test_doc_a_property_has_its_options_in_order(api: Api, name: str) -> None:
    told = api("GET", f"/crm/v3/properties/companies/{name}").json
    assert [option["value"] for option in told["options"]] == OPTIONS[name]


def test_doc_a_source_names_its_user_when_it_was_one(api: Api) -> None:
    source = "hs_object_source_user_id"
    assert api.company(api.made(name="A"), source)[source] is None
    api.crm.reset(1, {"contacts": 1})
    [person] = api("GET", "/crm/v3/objects/contacts", properties=source).json["results"]
    assert person["properties"][source] == "1001"
