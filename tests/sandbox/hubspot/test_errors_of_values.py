"""What the real HubSpot was recorded to say of values it does not take."""

from __future__ import annotations

from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.hubspot.facts import (
    Fact,
    check,
    each,
    error,
    refused_value,
    refused_value_of_old,
)

COMPANIES, CONTACTS = "/crm/v3/objects/companies", "/crm/v3/objects/contacts"


def _create(**properties: object) -> Answer:
    api = Api()
    _add_property(api, "founded", "date", "date")
    _add_property(api, "seen", "datetime", "date")
    return api("POST", COMPANIES, {"properties": {"name": "A", **properties}})


def _add_property(api: Api, name: str, kind: str, field_type: str) -> Answer:
    order = {"name": name, "label": name, "type": kind, "fieldType": field_type}
    place = {"groupName": "companyinformation"}
    return api("POST", "/crm/v3/properties/companies", order | place)


def _second_contact(_: Api) -> Answer:
    api = Api()
    api.contact(email="ann@acme.example")
    body = {"properties": {"email": "Ann@acme.example"}}
    return api("POST", CONTACTS, body)


def _taken_key(api: Api) -> Answer:
    api.made(name="A", **{KEY: "001A"})
    body = {"properties": {KEY: "001A"}}
    return api("PATCH", f"{COMPANIES}/{api.made(name='B')}", body)


FACTS = (
    Fact(
        "rec",
        "a property that does not exist",
        lambda _: _create(first000name="x"),
        400,
        refused_value(
            "PROPERTY_DOESNT_EXIST",
            "first000name",
            'Property "first000name" does not exist',
        ),
    ),
    Fact(
        "rec",
        "a value that is no option lists the bare values",
        lambda _: _create(type="KING"),
        400,
        refused_value(
            "INVALID_OPTION",
            "type",
            "KING was not one of the allowed options: "
            "[PROSPECT, PARTNER, RESELLER, VENDOR, OTHER]",
        ),
    ),
    Fact(
        "rec",
        "an unknown owner",
        lambda _: _create(hubspot_owner_id="77"),
        400,
        refused_value(
            "INVALID_OWNER_ID", "hubspot_owner_id", "77 was not a valid owner ID"
        ),
    ),
    Fact(
        "rec",
        "a calculated property",
        lambda _: _create(num_associated_contacts="3"),
        400,
        refused_value(
            "READ_ONLY_VALUE",
            "num_associated_contacts",
            '"num_associated_contacts" is a calculated property; '
            "its value cannot be set.",
        ),
    ),
    Fact(
        "pub",
        "a read-only property",
        lambda _: _create(createdate="2024-01-01T00:00:00Z"),
        400,
        refused_value(
            "READ_ONLY_VALUE",
            "createdate",
            '"createdate" is a read only property; its value cannot be set.',
        ),
    ),
    Fact(
        "rec",
        "a text that is too long",
        lambda _: _create(description="x" * 65_537),
        400,
        refused_value("MAX_LENGTH", "description", "Enter 65536 characters or fewer"),
    ),
    Fact(
        "rec",
        "an odd e-mail, in the older shape",
        lambda api: api("POST", CONTACTS, {"properties": {"email": "abc@d.c"}}),
        400,
        refused_value_of_old(
            "INVALID_EMAIL", "email", "Email address abc@d.c is invalid"
        ),
    ),
    Fact(
        "rec",
        "a date that is not midnight, in the older shape",
        lambda _: _create(founded="1684914035320"),
        400,
        refused_value_of_old(
            "INVALID_DATE",
            "founded",
            "1684914035320 is at 7:40:35.320 UTC, not midnight!",
        ),
    ),
    Fact(
        "rec",
        "a day where a moment is wanted, in the older shape",
        lambda _: _create(seen="2021-11-04"),
        400,
        refused_value_of_old(
            "INVALID_LONG",
            "seen",
            "2021-11-04 was not a valid long. Portal 12345678, object type 0-2",
        ),
    ),
    Fact(
        "rec",
        "a number with an exponent",
        lambda _: _create(annualrevenue="1.4210854715202004e-14"),
        400,
        refused_value(
            "INVALID_INTEGER",
            "annualrevenue",
            "1.4210854715202004e-14 was not a valid number.",
        ),
    ),
    Fact(
        "rec",
        "a contact's e-mail that is taken is a conflict",
        _second_contact,
        409,
        error("Contact already exists. Existing ID: 5100000001", "CONFLICT"),
    ),
    Fact(
        "rec",
        "a unique value that is taken is a 400 naming the other id in prose",
        _taken_key,
        400,
        error(
            "Cannot set PropertyValueCoordinates{portalId=12345678, "
            "objectTypeId=ObjectTypeId{legacyObjectType=COMPANY}, "
            f"propertyName={KEY}, value=001A}} on 5100000002. "
            "5100000001 already has that value.",
            "VALIDATION_ERROR",
        ),
    ),
)


@each(FACTS)
def test_a_value_is_refused_in_hubspots_words(fact: Fact, api: Api) -> None:
    check(fact, api)
