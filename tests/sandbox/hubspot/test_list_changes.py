"""Lists that are changed, deleted and brought back (reference, section 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

LISTS = "/crm/v3/lists"


def _branch(city: str) -> dict[str, Any]:
    operation = {
        "operationType": "MULTISTRING",
        "operator": "IS_EQUAL_TO",
        "values": [city],
    }
    test = {"filterType": "PROPERTY", "property": "city", "operation": operation}
    ways = [{"filterBranchType": "AND", "filterBranches": [], "filters": [test]}]
    return {"filterBranchType": "OR", "filterBranches": ways}


def _made(api: Api, kind: str, **more: object) -> str:
    order = {"name": f"My {kind}", "objectTypeId": "0-2", "processingType": kind}
    answer = api("POST", LISTS, {**order, **more})
    assert answer.status == 200, answer.json
    return str(answer.json["list"]["listId"])


def _members(api: Api, list_id: str) -> list[str]:
    answer = api("GET", f"{LISTS}/{list_id}/memberships")
    return [row["recordId"] for row in answer.json["results"]]


def _change(api: Api, list_id: str, city: str) -> Answer:
    order = {"filterBranch": _branch(city)}
    return api("PUT", f"{LISTS}/{list_id}/update-list-filters", order)


@pytest.fixture
def cities(api: Api) -> tuple[str, str]:
    return api.made(name="A", city="Rome"), api.made(name="B", city="Milan")


def test_doc_a_snapshot_takes_its_members_once(
    api: Api, cities: tuple[str, str]
) -> None:
    found = _made(api, "SNAPSHOT", filterBranch=_branch("Rome"))
    api.made(name="C", city="Rome")
    assert _members(api, found) == [cities[0]]
    path = f"{LISTS}/{found}/memberships/add"
    assert api("PUT", path, [cities[1]]).json["recordsIdsAdded"] == [cities[1]]


def test_doc_new_filters_sort_everybody_anew(api: Api, cities: tuple[str, str]) -> None:
    found = _made(api, "DYNAMIC", filterBranch=_branch("Rome"))
    answer = _change(api, found, "Milan")
    assert answer.json["updatedList"]["listVersion"] == 2
    assert answer.json["updatedList"]["filterBranch"] == _branch("Milan")
    assert _members(api, found) == [cities[1]]


def test_a_list_without_filters_cannot_get_any(api: Api) -> None:
    assert _change(api, _made(api, "MANUAL"), "Rome").status == 400


def test_doc_a_deleted_list_can_be_restored(api: Api, cities: tuple[str, str]) -> None:
    found = _made(api, "DYNAMIC", filterBranch=_branch("Rome"))
    assert api("DELETE", f"{LISTS}/{found}").status == 204
    assert api("GET", f"{LISTS}/{found}").status == 404
    later = api.made(name="C", city="Rome")
    assert api("PUT", f"{LISTS}/{found}/restore").status == 204
    assert _members(api, found) == [cities[0], later]
    assert api("PUT", f"{LISTS}/{found}/restore").status == 404


def test_the_id_of_a_deleted_list_is_not_given_again(api: Api) -> None:
    found = _made(api, "MANUAL")
    api("DELETE", f"{LISTS}/{found}")
    assert _made(api, "MANUAL") != found


def test_pub_the_lists_of_many_records_are_read_at_once(
    api: Api, cities: tuple[str, str]
) -> None:
    found = _made(api, "DYNAMIC", filterBranch=_branch("Rome"))
    inputs = [{"objectTypeId": "0-2", "recordId": each} for each in cities]
    path = f"{LISTS}/records/memberships/batch/read"
    results = api("POST", path, {"inputs": inputs}).json["results"]
    told = {
        row["recordId"]: [each["listId"] for each in row["recordListMemberships"]]
        for row in results
    }
    assert told == {cities[0]: [found], cities[1]: []}
