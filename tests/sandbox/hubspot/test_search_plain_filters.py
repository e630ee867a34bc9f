"""A search whose filters stand by themselves, without a group around them: [mem]."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.hubspot.api import condition

if TYPE_CHECKING:
    from tests.sandbox.hubspot.api import Answer, Api

ANY = condition("name", "HAS_PROPERTY")
IN_ROME = condition("city", "EQ", "Rome")


def _search(api: Api, **order: object) -> Answer:
    return api("POST", "/crm/v3/objects/companies/search", order)


def test_they_all_have_to_hold(api: Api) -> None:
    found = api.made(name="Acme", city="Rome", state="Lazio")
    api.made(name="Beta", city="Rome")
    api.made(name="Gamma", city="Paris", state="Lazio")
    answer = _search(api, filters=[IN_ROME, condition("state", "EQ", "Lazio")])
    assert (answer.ids, answer.json["total"]) == ([found], 1)


@pytest.mark.parametrize("groups", [[], None])
def test_empty_groups_beside_them_do_not_count(api: Api, groups: object) -> None:
    found = api.made(name="Acme", city="Rome")
    api.made(name="Beta", city="Paris")
    assert _search(api, filters=[IN_ROME], filterGroups=groups).ids == [found]


def test_empty_ones_beside_a_group_do_not_count(api: Api) -> None:
    found = api.made(name="Acme", city="Rome")
    api.made(name="Beta", city="Paris")
    groups = [{"filters": [IN_ROME]}]
    assert _search(api, filters=[], filterGroups=groups).ids == [found]


@pytest.mark.parametrize(
    ("filters", "status"),
    [
        ([ANY] * 6, 200),
        ([ANY] * 7, 400),
        ([condition("nonsense", "EQ", "1")], 400),
        ([condition("city", "IN", "Rome")], 400),
        (["city"], 400),
        ("city", 400),
        ({"city": "Rome"}, 400),
    ],
)
def test_they_are_checked_as_those_of_a_group(
    api: Api, filters: object, status: int
) -> None:
    assert _search(api, filters=filters).status == status


def test_both_at_once_are_not_known(api: Api) -> None:
    answer = _search(api, filters=[ANY], filterGroups=[{"filters": [ANY]}])
    assert answer.status == 501
    assert "filters beside filterGroups" in answer.json["message"]
