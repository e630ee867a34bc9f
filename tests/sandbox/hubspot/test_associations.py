"""Associations of companies and contacts (reference, section 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

READ = "/crm/v4/associations/companies/contacts/batch/read"
CREATE = "/crm/v4/associations/companies/contacts/batch/create"
PLAIN, PRIMARY = 280, 2


def _spec(type_id: int) -> dict[str, object]:
    return {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}


def _pair(company: str, contact: str, *types: int) -> dict[str, object]:
    pair: dict[str, object] = {"from": {"id": company}, "to": {"id": contact}}
    return pair | ({"types": [_spec(each) for each in types]} if types else {})


def _link(api: Api, company: str, contact: str, type_id: int = PLAIN) -> Answer:
    path = f"/crm/v4/objects/companies/{company}/associations/contacts/{contact}"
    return api("PUT", path, [_spec(type_id)])


def _types(api: Api, contact: str) -> dict[str, list[int]]:
    """The companies of a contact with the types of each."""
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies"
    return {
        str(row["toObjectId"]): [each["typeId"] for each in row["associationTypes"]]
        for row in api("GET", path).json["results"]
    }


@pytest.fixture
def contact(api: Api) -> str:
    return api.contact(email="ann@acme.example")


def test_spec_one_association_is_made_with_201_and_seen_from_both_sides(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    answer = _link(api, company, contact)
    assert answer.status == 201
    assert answer.json == {
        "fromObjectTypeId": "0-2",
        "fromObjectId": int(company),
        "toObjectTypeId": "0-1",
        "toObjectId": int(contact),
        "labels": [],
    }
    assert _types(api, contact) == {company: [279, 1]}


def test_rec_a_batch_read_has_numbers_labels_and_an_error_for_none(
    api: Api, contact: str
) -> None:
    company, lonely = api.made(name="Acme"), api.made(name="Lonely")
    _link(api, company, contact)
    answer = api("POST", READ, {"inputs": [{"id": company}, {"id": lonely}]})
    assert answer.status == 207
    assert answer.told == {
        "status": "COMPLETE",
        "results": [
            {
                "from": {"id": company},
                "to": [
                    {
                        "toObjectId": int(contact),
                        "associationTypes": [
                            {
                                "category": "HUBSPOT_DEFINED",
                                "typeId": 280,
                                "label": None,
                            },
                            {
                                "category": "HUBSPOT_DEFINED",
                                "typeId": 2,
                                "label": "Primary",
                            },
                        ],
                    }
                ],
            }
        ],
        "numErrors": 1,
        "errors": [
            {
                "status": "error",
                "category": "OBJECT_NOT_FOUND",
                "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
                "message": f"No contact is associated with company {lonely}.",
                "context": {
                    "fromObjectId": [lonely],
                    "fromObjectType": ["company"],
                    "toObjectType": ["contact"],
                },
            }
        ],
    }


def test_doc_a_batch_read_takes_1000_ids_and_no_more(api: Api) -> None:
    ids = [{"id": str(number)} for number in range(1, 1_002)]
    assert api("POST", READ, {"inputs": ids[:1_000]}).status == 207
    assert api("POST", READ, {"inputs": ids}).status == 400


def test_doc_a_batch_read_of_a_record_goes_on_where_it_stopped(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    others = [contact, *(api.contact(email=f"{n}@acme.example") for n in range(2))]
    for each in others:
        _link(api, company, each)
    api.fault = {"short_pages": 2}
    [first] = api("POST", READ, {"inputs": [{"id": company}]}).json["results"]
    after = first["paging"]["next"]["after"]
    order = {"inputs": [{"id": company, "after": after}]}
    [second] = api("POST", READ, order).json["results"]
    found = [str(row["toObjectId"]) for row in (*first["to"], *second["to"])]
    assert found == others
    assert "paging" not in second


def test_doc_a_contact_has_one_primary_company(api: Api, contact: str) -> None:
    one, two = api.made(name="One"), api.made(name="Two")
    _link(api, one, contact)
    _link(api, two, contact)
    assert _types(api, contact) == {one: [279, 1], two: [279]}
    _link(api, two, contact, PRIMARY)
    assert _types(api, contact) == {one: [279], two: [279, 1]}


def test_doc_an_association_changes_both_records_and_their_stamps(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    before = api.company(company)["hs_lastmodifieddate"]
    api.crm.clock.advance(5)
    _link(api, company, contact)
    after = api.company(company, "num_associated_contacts")
    assert after["num_associated_contacts"] == "1"
    assert after["hs_lastmodifieddate"] > before
    path = f"/crm/v3/objects/contacts/{contact}"
    shown = api("GET", path, properties="associatedcompanyid").json["properties"]
    assert shown["associatedcompanyid"] == company


def test_spec_an_association_is_deleted_with_204_from_either_side(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    _link(api, company, contact)
    path = f"/crm/v4/objects/contacts/{contact}/associations/companies/{company}"
    assert [api("DELETE", path).status for _ in range(2)] == [204, 204]
    assert _types(api, contact) == {}
    shown = api.company(company, "num_associated_contacts")
    assert shown["num_associated_contacts"] == "0"


def test_an_archived_contact_leaves_its_company(api: Api, contact: str) -> None:
    company = api.made(name="Acme")
    _link(api, company, contact)
    api("DELETE", f"/crm/v3/objects/contacts/{contact}")
    assert api("POST", READ, {"inputs": [{"id": company}]}).json["results"] == []


def test_spec_a_batch_create_answers_201_with_its_labels(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    answer = api("POST", CREATE, {"inputs": [_pair(company, contact, PRIMARY)]})
    assert answer.status == 201
    assert answer.json["results"][0]["labels"] == ["Primary"]
    assert _types(api, contact) == {company: [279, 1]}


def test_rec_a_batch_create_tells_which_records_are_not_there(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    rows = [_pair(company, "unknown_1", PLAIN), _pair(company, contact, PLAIN)]
    answer = api("POST", CREATE, {"inputs": rows})
    assert (answer.status, len(answer.json["results"])) == (207, 1)
    assert answer.json["errors"] == [
        {
            "status": "error",
            "category": "VALIDATION_ERROR",
            "subCategory": "crm.associations.INVALID_IDENTIFIER",
            "message": "unknown_1 is not a valid ID",
            "context": {"id": ["unknown_1"]},
        }
    ]


def test_rec_a_company_cannot_be_associated_to_itself(api: Api) -> None:
    company = api.made(name="Acme")
    path = "/crm/v4/associations/companies/companies/batch/create"
    answer = api("POST", path, {"inputs": [_pair(company, company, 450)]})
    assert answer.json["errors"] == [
        {
            "status": "error",
            "category": "VALIDATION_ERROR",
            "message": f"Object {company} cannot be associated to itself ({company})",
        }
    ]


def test_spec_default_associations_tell_both_directions(api: Api, contact: str) -> None:
    company = api.made(name="Acme")
    path = "/crm/v4/associations/companies/contacts/batch/associate/default"
    answer = api("POST", path, {"inputs": [_pair(company, contact)]})
    assert answer.status == 200
    specs = [row["associationSpec"] for row in answer.json["results"]]
    assert specs == [_spec(280), _spec(279)]


def test_spec_a_batch_archive_and_a_label_archive_answer_204(
    api: Api, contact: str
) -> None:
    company = api.made(name="Acme")
    _link(api, company, contact)
    batch = "/crm/v4/associations/companies/contacts/batch"
    labels = {"inputs": [_pair(company, contact, PRIMARY)]}
    assert api("POST", f"{batch}/labels/archive", labels).status == 204
    assert _types(api, contact) == {company: [279]}
    whole = {"inputs": [{"from": {"id": company}, "to": [{"id": contact}]}]}
    assert api("POST", f"{batch}/archive", whole).status == 204
    assert _types(api, contact) == {}


def test_doc_a_child_has_one_parent_and_shows_it(api: Api) -> None:
    child, old, new = (api.made(name=name) for name in ("Child", "Old", "New"))
    for parent in (old, new):
        path = f"/crm/v4/objects/companies/{child}/associations/companies/{parent}"
        assert api("PUT", path, [_spec(14)]).status == 201
    shown = api.company(child, "hs_parent_company_id")
    assert shown["hs_parent_company_id"] == new


def test_doc_a_company_is_associated_when_it_is_made(api: Api, contact: str) -> None:
    order = {
        "properties": {"name": "Acme"},
        "associations": [{"to": {"id": contact}, "types": [_spec(PLAIN)]}],
    }
    company = api("POST", "/crm/v3/objects/companies", order).json["id"]
    assert _types(api, contact) == {company: [279, 1]}


def test_doc_the_types_of_a_pair_can_be_read(api: Api) -> None:
    rows = api("GET", "/crm/v4/associations/contacts/companies/labels").json["results"]
    assert {row["typeId"]: row["label"] for row in rows} == {279: None, 1: "Primary"}


def test_the_associations_of_an_unknown_record_are_a_404(api: Api) -> None:
    path = "/crm/v4/objects/companies/999/associations/contacts"
    assert api("GET", path).status == 404


def test_a_label_of_ones_own_is_a_501(api: Api, contact: str) -> None:
    company = api.made(name="Acme")
    path = f"/crm/v4/objects/companies/{company}/associations/contacts/{contact}"
    spec = {"associationCategory": "USER_DEFINED", "associationTypeId": 7}
    assert api("PUT", path, [spec]).status == 501
