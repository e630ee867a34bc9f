"""What the org tells of its objects and fields."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

OBJECT_KEYS = {
    "actionOverrides",
    "activateable",
    "childRelationships",
    "compactLayoutable",
    "createable",
    "custom",
    "customSetting",
    "deepCloneable",
    "defaultImplementation",
    "deletable",
    "deprecatedAndHidden",
    "extendedBy",
    "extendsInterfaces",
    "feedEnabled",
    "fields",
    "hasSubtypes",
    "implementedBy",
    "implementsInterfaces",
    "isInterface",
    "isSubtype",
    "keyPrefix",
    "label",
    "labelPlural",
    "layoutable",
    "listviewable",
    "lookupLayoutable",
    "mergeable",
    "mruEnabled",
    "name",
    "namedLayoutInfos",
    "networkScopeFieldName",
    "queryable",
    "recordTypeInfos",
    "replicateable",
    "retrieveable",
    "searchLayoutable",
    "searchable",
    "supportedScopes",
    "triggerable",
    "undeletable",
    "updateable",
    "urls",
}
FIELD_KEYS = 57


def _fields(salesforce: Salesforce, kind: str = "Account") -> dict[str, Any]:
    answer = salesforce.answer("GET", f"sobjects/{kind}/describe")
    return {field["name"]: field for field in answer["fields"]}


def test_rec_an_object_has_the_42_keys_and_each_field_57(
    salesforce: Salesforce,
) -> None:
    answer = salesforce.answer("GET", "sobjects/account/describe/")
    assert len(OBJECT_KEYS) == 42
    assert answer.keys() >= OBJECT_KEYS
    assert {len(field) for field in answer["fields"]} == {FIELD_KEYS}


def test_rec_a_character_may_have_three_bytes(salesforce: Salesforce) -> None:
    for field in _fields(salesforce).values():
        bytes_each = 1 if field["type"] in ("id", "reference") else 3
        assert field["byteLength"] == bytes_each * field["length"]


@pytest.mark.parametrize(
    ("name", "type_", "length"),
    [
        ("Name", "string", 255),
        ("Type", "picklist", 255),
        ("BillingStreet", "textarea", 255),
        ("BillingCity", "string", 40),
        ("BillingState", "string", 80),
        ("BillingPostalCode", "string", 20),
        ("ShippingCountry", "string", 80),
        ("Phone", "phone", 40),
        ("Website", "url", 255),
        ("AccountNumber", "string", 40),
        ("TickerSymbol", "string", 20),
        ("Site", "string", 80),
        ("Sic", "string", 20),
        ("SicDesc", "string", 80),
        ("YearStarted", "string", 4),
        ("Description", "textarea", 32000),
        ("DunsNumber", "string", 9),
        ("NaicsCode", "string", 8),
        ("NaicsDesc", "string", 120),
        ("Tradestyle", "string", 255),
        ("OwnerId", "reference", 18),
        ("SystemModstamp", "datetime", 0),
        ("Jigsaw", "string", 20),
    ],
)
def test_rec_a_field_of_account_has_its_type_and_length(
    salesforce: Salesforce, name: str, type_: str, length: int
) -> None:
    field = _fields(salesforce)[name]
    assert (field["type"], field["length"]) == (type_, length)


def test_rec_numbers_have_their_precision(salesforce: Salesforce) -> None:
    fields = _fields(salesforce)
    revenue, staff = fields["AnnualRevenue"], fields["NumberOfEmployees"]
    latitude = fields["BillingLatitude"]
    assert (revenue["type"], revenue["precision"], revenue["scale"]) == (
        "currency",
        18,
        0,
    )
    assert (staff["type"], staff["digits"]) == ("int", 8)
    assert (latitude["precision"], latitude["scale"]) == (18, 15)


def test_rec_industry_has_32_unrestricted_values(salesforce: Salesforce) -> None:
    industry = _fields(salesforce)["Industry"]
    assert len(industry["picklistValues"]) == 32
    assert industry["restrictedPicklist"] is False
    assert industry["picklistValues"][0] == {
        "active": True,
        "defaultValue": False,
        "label": "Agriculture",
        "validFor": None,
        "value": "Agriculture",
    }


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        ("Account", {"Name"}),
        ("Contact", {"LastName"}),
        ("Lead", {"LastName", "Company"}),
    ],
)
def test_doc_required_on_create_follows_from_three_keys(
    salesforce: Salesforce, kind: str, required: set[str]
) -> None:
    fields = _fields(salesforce, kind).values()
    assert {
        field["name"]
        for field in fields
        if field["createable"] and not field["nillable"]
        if not field["defaultedOnCreate"]
    } == required


def test_doc_the_compound_address_is_read_only_and_its_parts_name_it(
    salesforce: Salesforce,
) -> None:
    fields = _fields(salesforce)
    assert fields["BillingAddress"]["createable"] is False
    assert fields["BillingAddress"]["updateable"] is False
    assert fields["BillingCity"]["compoundFieldName"] == "BillingAddress"


def test_doc_description_is_not_filterable(salesforce: Salesforce) -> None:
    assert _fields(salesforce)["Description"]["filterable"] is False


def test_all_objects_are_listed_in_short(salesforce: Salesforce) -> None:
    answer = salesforce.answer("GET", "sobjects")
    assert (answer["encoding"], answer["maxBatchSize"]) == ("UTF-8", 200)
    prefixes = {kind["name"]: kind["keyPrefix"] for kind in answer["sobjects"]}
    assert prefixes == {
        "Account": "001",
        "Contact": "003",
        "Lead": "00Q",
        "Organization": "00D",
        "RecordType": "012",
        "User": "005",
    }


def test_one_object_is_told_in_short(salesforce: Salesforce) -> None:
    answer = salesforce.answer("GET", "sobjects/Account")
    assert answer["objectDescribe"]["keyPrefix"] == "001"
    assert answer["recentItems"] == []


def test_contacts_fall_with_their_account(salesforce: Salesforce) -> None:
    children = salesforce.answer("GET", "sobjects/Account/describe")
    contacts = [
        child
        for child in children["childRelationships"]
        if child["childSObject"] == "Contact"
    ]
    assert [(c["field"], c["cascadeDelete"]) for c in contacts] == [("AccountId", True)]


@pytest.mark.parametrize("path", ["sobjects", "sobjects/Account/describe"])
def test_doc_an_unchanged_describe_is_304(salesforce: Salesforce, path: str) -> None:
    salesforce.crm.clock.advance(60)
    now = formatdate(salesforce.crm.org.now(), usegmt=True)
    since, until = {"if-modified-since": now}, {"if-unmodified-since": now}
    assert salesforce.call("GET", path, headers=since).status == 304
    assert salesforce.call("GET", path, headers=until).status == 200
    salesforce.crm.clock.advance(60)
    salesforce.add_key_field()
    assert salesforce.call("GET", path, headers=since).status == 200
    changed = salesforce.call("GET", path, headers=until)
    assert (changed.status, changed.headers.get("Last-Modified")) == (412, None)


def test_doc_another_object_s_fields_do_not_matter(salesforce: Salesforce) -> None:
    salesforce.crm.clock.advance(60)
    since = {"if-modified-since": formatdate(salesforce.crm.org.now(), usegmt=True)}
    salesforce.crm.clock.advance(60)
    salesforce.add_key_field()
    path = "sobjects/Contact/describe"
    assert salesforce.call("GET", path, headers=since).status == 304
