"""What HubSpot was recorded to say of properties, associations and lists."""

from __future__ import annotations

import json

from tests.sandbox.hubspot.api import KEY, Answer, Api
from tests.sandbox.hubspot.facts import Fact, check, each, error

COMPANIES, CONTACTS = "/crm/v3/objects/companies", "/crm/v3/objects/contacts"


def _add_property(api: Api, name: str, kind: str, field_type: str) -> Answer:
    order = {"name": name, "label": name, "type": kind, "fieldType": field_type}
    place = {"groupName": "companyinformation"}
    return api("POST", "/crm/v3/properties/companies", order | place)


def _unknown_company(api: Api) -> Answer:
    body = {"name": "A", "domain": "a.example"}
    link = {
        "to": {"id": "54401"},
        "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}],
    }
    contact = {"properties": {"email": "a@a.example"}, "associations": [link]}
    api.made(**body)
    return api("POST", CONTACTS, contact)


def _wrong_direction(api: Api) -> Answer:
    pair = {"from": {"id": api.contact(email="a@b.example")}}
    pair |= {"to": {"id": api.made(name="A")}}
    spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}
    path = "/crm/v4/associations/contacts/companies/batch/create"
    return api("POST", path, {"inputs": [{**pair, "types": [spec]}]})


def _dynamic_list(api: Api) -> Answer:
    api.crm.reset(1, {"lists": 2})
    return api("PUT", "/crm/v3/lists/2/memberships/add", ["1"])


FACTS = (
    Fact(
        "rec",
        "a boolean property without its two options",
        lambda api: _add_property(api, "is_good", "bool", "booleancheckbox"),
        400,
        error(
            "Boolean properties must have exactly two options; one with a value of "
            "'true', the other with a value of 'false'. Property 'is_good' of object "
            "type '0-2' has less than two options",
            "VALIDATION_ERROR",
            subCategory="PropertyValidationError.INVALID_BOOLEAN_OPTION",
            context={"property": ["is_good"], "objectTypeId": ["0-2"]},
        ),
    ),
    Fact(
        "rec",
        "uniqueness cannot be changed",
        lambda api: api(
            "PATCH", f"/crm/v3/properties/companies/{KEY}", {"hasUniqueValue": False}
        ),
        400,
        error(
            f"Field 'hasUniqueValue' cannot be modified for property\n'{KEY}'. ",
            propertiesErrorCode="ILLEGAL_FIELD_MODIFICATION",
        ),
    ),
    Fact(
        "rec",
        "a property's name that is taken",
        lambda api: _add_property(api, KEY, "string", "text"),
        409,
        error(
            f"A property named '{KEY}' already exists.",
            "OBJECT_ALREADY_EXISTS",
            subCategory="Properties.PROPERTY_WITH_NAME_EXISTS",
        ),
    ),
    Fact(
        "rec",
        "an association with a record that is not there",
        _unknown_company,
        400,
        error(
            "One or more associations are invalid",
            "VALIDATION_ERROR",
            context={"INVALID_OBJECT_IDS": ["COMPANY=54401 is not valid"]},
        ),
    ),
    Fact(
        "rec",
        "an association type in the wrong direction",
        _wrong_direction,
        400,
        error(
            "invalid from object type 0-1 for associations to be created. "
            "expected: 0-2",
            "VALIDATION_ERROR",
        ),
    ),
    Fact(
        "rec",
        "writing to a dynamic list",
        _dynamic_list,
        400,
        error("Can not operate manually on a dynamic list"),
    ),
)


@each(FACTS)
def test_a_structure_is_refused_in_hubspots_words(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_a_group_with_properties_is_kept_in_a_nested_body(api: Api) -> None:
    path = "/crm/v3/properties/companies/groups/companyinformation"
    answer = api("DELETE", path)
    inner = json.loads(answer.json["message"])
    assert answer.status == 400
    assert inner["subCategory"] == "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES"
    assert inner["message"] == "Can't delete or purge a group with active properties"


def test_a_record_has_room_for_50000_associations(api: Api) -> None:
    company, contact = api.made(name="A"), api.contact(email="a@b.example")
    for other in range(50_000):
        api.crm.portal.associations.add(280, int(company), other)
    spec = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280}]
    path = f"/crm/v4/objects/companies/{company}/associations/contacts/{contact}"
    assert api("PUT", path, spec).told["context"] == {
        "ASSOCIATION_LIMIT_EXCEEDED": [
            "Exceeded association limit of 50000 for portalId 12345678, "
            f"fromObjectId {company}, associationType COMPANY_TO_CONTACT_UNLABELED"
        ]
    }
