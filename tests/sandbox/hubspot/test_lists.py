"""Lists and who is on them (reference, section 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

LISTS = "/crm/v3/lists"


def _create(api: Api, name: str, *tests: object, **more: object) -> Answer:
    order = {"name": name, "objectTypeId": "0-1", "processingType": "MANUAL"}
    if tests:
        ways = [{"filterBranchType": "AND", "filterBranches": [], "filters": tests}]
        order |= {"processingType": "DYNAMIC"}
        more |= {"filterBranch": {"filterBranchType": "OR", "filterBranches": ways}}
    return api("POST", f"{LISTS}/", {**order, **more})


def _test(name: str, operator: str, *values: str) -> dict[str, object]:
    kind = "ALL_PROPERTY" if operator.endswith("KNOWN") else "MULTISTRING"
    operation = {"operationType": kind, "operator": operator, "values": values}
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def _made(api: Api, name: str, *tests: object) -> str:
    answer = _create(api, name, *tests)
    assert answer.status == 200, answer.json
    return str(answer.json["list"]["listId"])


def _members(api: Api, list_id: str, **query: object) -> list[str]:
    answer = api("GET", f"{LISTS}/{list_id}/memberships", **query)
    return [row["recordId"] for row in answer.json["results"]]


def _contacts(api: Api, count: int) -> list[str]:
    return [api.contact(email=f"{number}@acme.example") for number in range(count)]


def test_spec_members_are_added_and_removed_in_hubspots_odd_spelling(api: Api) -> None:
    list_id, (one, two) = _made(api, "Guests"), _contacts(api, 2)
    path = f"{LISTS}/{list_id}/memberships"
    assert api("PUT", f"{path}/add", [one, two, one, "999"]).json == {
        "recordsIdsAdded": [one, two],
        "recordIdsRemoved": [],
        "recordIdsMissing": ["999"],
    }
    assert api("PUT", f"{path}/remove", [one]).json["recordIdsRemoved"] == [one]
    assert _members(api, list_id) == [two]


def test_both_can_be_done_in_one_call(api: Api) -> None:
    list_id, (one, two) = _made(api, "Guests"), _contacts(api, 2)
    path = f"{LISTS}/{list_id}/memberships"
    api("PUT", f"{path}/add", [one])
    change = {"recordIdsToAdd": [two], "recordIdsToRemove": [one]}
    assert api("PUT", f"{path}/add-and-remove", change).status == 200
    assert _members(api, list_id) == [two]


def test_spec_memberships_are_paged_with_a_total(api: Api) -> None:
    list_id, contacts = _made(api, "Guests"), _contacts(api, 5)
    path = f"{LISTS}/{list_id}/memberships"
    api("PUT", f"{path}/add", contacts[::-1])
    first = api("GET", path, limit=3).json
    assert first["total"] == 5
    assert first["results"][0].keys() == {"recordId", "membershipTimestamp"}
    after = first["paging"]["next"]["after"]
    assert [row["recordId"] for row in first["results"]] == contacts[:3]
    assert _members(api, list_id, limit=3, after=after) == contacts[3:]
    assert api("GET", path, limit=251).status == 400


def test_spec_members_can_be_read_in_the_order_they_joined(api: Api) -> None:
    list_id, (one, two) = _made(api, "Guests"), _contacts(api, 2)
    path = f"{LISTS}/{list_id}/memberships"
    for each in (two, one):
        api("PUT", f"{path}/add", [each])
        api.crm.clock.advance(1)
    rows = api("GET", f"{path}/join-order", limit=1).json
    assert [row["recordId"] for row in rows["results"]] == [two]
    rest = api("GET", f"{path}/join-order", after=rows["paging"]["next"]["after"]).json
    assert [row["recordId"] for row in rest["results"]] == [one]


def test_a_list_is_emptied_or_filled_from_another(api: Api) -> None:
    source, target = _made(api, "Source"), _made(api, "Target")
    contacts = _contacts(api, 2)
    api("PUT", f"{LISTS}/{source}/memberships/add", contacts)
    path = f"{LISTS}/{target}/memberships"
    assert api("PUT", f"{path}/add-from/{source}").status == 204
    assert _members(api, target) == contacts
    assert api("DELETE", path).status == 204
    assert _members(api, target) == []


@pytest.mark.parametrize(
    ("test", "places"),
    [
        (_test("lifecyclestage", "IS_ANY_OF", "lead", "customer"), [0, 1]),
        (_test("lifecyclestage", "IS_NONE_OF", "lead"), [1, 2]),
        (_test("city", "IS_KNOWN"), [0]),
        (_test("city", "IS_UNKNOWN"), [1, 2]),
        (_test("lastname", "CONTAINS", "son"), [0, 2]),
        (_test("lastname", "DOES_NOT_CONTAIN", "son"), [1]),
        (_test("lastname", "IS_EQUAL_TO", "SANTOS"), [1]),
        (_test("lastname", "IS_NOT_EQUAL_TO", "santos"), [0, 2]),
    ],
    ids=lambda value: value["operation"]["operator"] if isinstance(value, dict) else "",
)
def test_a_dynamic_list_has_the_contacts_its_filter_finds(
    api: Api, test: object, places: list[int]
) -> None:
    made = [
        api.contact(lastname="Johnson", lifecyclestage="lead", city="Rome"),
        api.contact(lastname="Santos", lifecyclestage="customer"),
        api.contact(lastname="Wilson", lifecyclestage="evangelist"),
    ]
    assert _members(api, _made(api, "L", test)) == [made[place] for place in places]


def test_a_contact_joins_and_leaves_a_dynamic_list_as_it_changes(api: Api) -> None:
    list_id = _made(api, "Romans", _test("city", "IS_EQUAL_TO", "Rome"))
    contact = api.contact(lastname="A")
    path = f"/crm/v3/objects/contacts/{contact}"
    for city, members in (("Rome", [contact]), ("Oslo", [])):
        api("PATCH", path, {"properties": {"city": city}})
        assert _members(api, list_id) == members


def test_an_archived_contact_is_on_no_list(api: Api) -> None:
    list_id, (one, two) = _made(api, "Guests"), _contacts(api, 2)
    api("PUT", f"{LISTS}/{list_id}/memberships/add", [one, two])
    api("DELETE", f"/crm/v3/objects/contacts/{one}")
    assert _members(api, list_id) == [two]


def test_a_contact_tells_its_lists(api: Api) -> None:
    list_id, (contact,) = _made(api, "Guests"), _contacts(api, 1)
    api("PUT", f"{LISTS}/{list_id}/memberships/add", [contact])
    rows = api("GET", f"{LISTS}/records/0-1/{contact}/memberships").json["results"]
    assert [row["listId"] for row in rows] == [list_id]


def test_lists_are_found_by_id_by_name_and_by_search(api: Api) -> None:
    one, two = _made(api, "Guests"), _made(api, "Partners")
    assert api("GET", f"{LISTS}/{one}").json["list"]["name"] == "Guests"
    path = f"{LISTS}/object-type-id/0-1/name/pArTnErS"
    assert api("GET", path).json["list"]["listId"] == two
    assert len(api("GET", f"{LISTS}/", listIds=[one, two]).json["lists"]) == 2
    found = api("POST", f"{LISTS}/search", {"query": "guest"}).json
    assert (found["total"], found["hasMore"], found["offset"]) == (1, False, 1)
    assert found["lists"][0]["additionalProperties"]["hs_list_size"] == "0"


def test_filters_are_shown_only_when_asked_for(api: Api) -> None:
    path = f"{LISTS}/{_made(api, 'Romans', _test('city', 'IS_KNOWN'))}"
    assert "filterBranch" not in api("GET", path).json["list"]
    assert api("GET", path, includeFilters="true").json["list"]["filterBranch"]


def test_a_list_is_renamed_and_deleted(api: Api) -> None:
    list_id = _made(api, "Guests")
    path = f"{LISTS}/{list_id}"
    renamed = api("PUT", f"{path}/update-list-name", listName="Visitors").json
    assert renamed["updatedList"]["name"] == "Visitors"
    assert api("DELETE", path).status == 204
    assert api("GET", path).status == 404


def test_two_lists_cannot_have_one_name(api: Api) -> None:
    _made(api, "Guests")
    assert _create(api, "guests").status == 400


@pytest.mark.parametrize(
    "test",
    [
        {"filterType": "IN_LIST"},
        _test("city", "IS_BETWEEN", "1"),
    ],
    ids=["another filter type", "another operator"],
)
def test_a_filter_the_sandbox_cannot_evaluate_is_a_501(
    api: Api, test: dict[str, object]
) -> None:
    assert _create(api, "L", test).status == 501


def test_a_company_list_has_companies(api: Api) -> None:
    company = api.made(name="Acme")
    answer = _create(api, "Targets", objectTypeId="0-2")
    list_id = answer.json["list"]["listId"]
    api("PUT", f"{LISTS}/{list_id}/memberships/add", [company])
    assert _members(api, list_id) == [company]
