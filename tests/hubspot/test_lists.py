"""Lists and who is on them, kept against the sandbox over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.errors import Rejected
from integrations.hubspot.lists import LIST_NOT_FOUND
from integrations.records import ContactList
from tests.hubspot import people

if TYPE_CHECKING:
    from integrations.hubspot.client import HubSpotClient
    from tests.sandboxes import Sandbox


def contacts(sandbox: Sandbox, count: int) -> list[str]:
    rows = [{"email": f"{number}@acme.example"} for number in range(count)]
    return people.create_many(sandbox, "contacts", rows)


def test_a_list_is_known_by_its_id(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    guests = people.create_list(hubspot_sandbox, "Guests")
    people.join(hubspot_sandbox, guests, *contacts(hubspot_sandbox, 2))
    assert hubspot.contact_list(guests) == ContactList(
        id=guests, name="Guests", object_type_id="0-1", dynamic=False, size=2
    )


def test_a_list_that_its_filters_fill_is_dynamic(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    test = {
        "filterType": "PROPERTY",
        "property": "city",
        "operation": {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"},
    }
    ways = [{"filterBranchType": "AND", "filterBranches": [], "filters": [test]}]
    order = {
        "name": "Citizens",
        "objectTypeId": "0-1",
        "processingType": "DYNAMIC",
        "filterBranch": {"filterBranchType": "OR", "filterBranches": ways},
    }
    made = people.call(hubspot_sandbox, "POST", "v3/lists", order)["list"]["listId"]
    assert hubspot.contact_list(made).dynamic


def test_a_list_that_is_gone_is_told_so(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    guests = people.create_list(hubspot_sandbox, "Guests")
    people.call(hubspot_sandbox, "DELETE", f"v3/lists/{guests}")
    with pytest.raises(Rejected, match=f"no list {guests}") as caught:
        hubspot.contact_list(guests)
    assert caught.value.code == LIST_NOT_FOUND
    assert caught.value.raw


def test_a_list_of_companies_is_told_as_one(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    firms = people.create_list(hubspot_sandbox, "Firms", kind="0-2")
    assert hubspot.contact_list(firms).object_type_id == "0-2"


def test_every_list_of_contacts_can_be_chosen_with_its_size(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    people.create_list(hubspot_sandbox, "Firms", kind="0-2")
    ids = [
        people.create_list(hubspot_sandbox, f"List {number:03}")
        for number in range(520)
    ]
    people.join(hubspot_sandbox, ids[3], *contacts(hubspot_sandbox, 4))
    found = hubspot.contact_lists()
    assert sorted(each.id for each in found) == sorted(ids)
    assert {each.id: each.size for each in found}[ids[3]] == 4
    assert hubspot.calls == 2
    assert hubspot.search_calls == 0


def test_members_come_in_pages_of_two_hundred_and_fifty(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    guests, ids = (
        people.create_list(hubspot_sandbox, "G"),
        contacts(hubspot_sandbox, 260),
    )
    people.join(hubspot_sandbox, guests, *ids)
    first, after = hubspot.members(guests)
    assert len(first) == 250
    rest, end = hubspot.members(guests, after)
    assert end is None
    assert {*first, *rest} == set(ids)


def test_the_lists_of_a_hundred_contacts_cost_one_call(
    hubspot: HubSpotClient, hubspot_sandbox: Sandbox
) -> None:
    ids = contacts(hubspot_sandbox, 101)
    one, two = (people.create_list(hubspot_sandbox, name) for name in "ab")
    people.join(hubspot_sandbox, one, *ids[:2])
    people.join(hubspot_sandbox, two, ids[1])
    found = hubspot.lists_of([*ids, "999999999"])
    assert found[ids[0]] == {one}
    assert found[ids[1]] == {one, two}
    assert found[ids[2]] == found["999999999"] == frozenset()
    assert hubspot.calls == 2
    assert hubspot.members_among(one, ids) == set(ids[:2])
