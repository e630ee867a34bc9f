"""The history of settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.engine.history import keep
from integrations.engine.mapping_change import change as change_mapping
from integrations.engine.mapping_change import version
from integrations.models import Integration, Mapping, SettingChange
from tests.views.builders import connect_both, mapping, person

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

PAGE = "/settings/integrations/salesforce/history/"


def changed_rule(label: str = "City") -> SettingChange:
    connect_both(label)
    row = mapping(label)
    change_mapping(row, Mapping.Rule.NONE, {}, seen=version(row), user=None)
    return SettingChange.objects.get()


def test_a_change_is_told_with_who_and_from_what_to_what(
    viewer: Client, headers: dict[str, str]
) -> None:
    ann = person("Admin")
    keep(Integration.current(), ann, "default_object", "Contact", "Lead")
    page = viewer.get(PAGE, headers=headers).text
    for part in ("Default object created in Salesforce", ann.username, "Lead"):
        assert part in page


def told(page: str, sides: str = "Old|New") -> list[str]:
    """The old and the new side of the newest change."""
    cells = re.findall(rf'<td data-label="(?:{sides})">(.*?)</td>', page, re.S)
    return [" ".join(cell.split()) for cell in cells[:2]]


def test_a_change_of_a_value_map_names_the_values_that_changed(viewer: Client) -> None:
    kept = {"rule": "two_way", "values": [["A", "One"], ["B", "Two"]]}
    more = {**kept, "values": [["A", "One"], ["B", "Else"], ["C", "Three"]]}
    keep(Integration.current(), None, "industry ↔ Industry", kept, more, [])
    assert told(viewer.get(PAGE).text) == [
        "Two-way, 2 values paired: B = Two, C = none",
        "Two-way, 3 values paired: B = Else, C = Three",
    ]


def test_a_change_of_many_values_names_the_first_few(viewer: Client) -> None:
    values = [[f"V{number}", "One"] for number in range(9)]
    kept = {"rule": "two_way", "values": values}
    keep(Integration.current(), None, "a ↔ A", kept, {"rule": "two_way"}, [])
    old, _new = told(viewer.get(PAGE).text)
    assert old.endswith(": V0 = One, V1 = One, V2 = One, V3 = One, V4 = One and 4 more")


def test_a_set_of_mappings_names_those_that_changed(viewer: Client) -> None:
    city = {"property": "city", "field": "City", "rule": "two_way"}
    name = {"property": "name", "field": "Name", "rule": "two_way"}
    before, after = [city, name], [{**city, "rule": "none"}]
    keep(Integration.current(), None, "mappings", before, after, before)
    assert told(viewer.get(PAGE).text) == [
        "2 mappings: city ↔ City (Two-way), name ↔ Name (Two-way)",
        "1 mapping: city ↔ City (Don’t sync), name ↔ Name (not mapped)",
    ]


def test_a_change_without_a_person_came_from_the_command_line(viewer: Client) -> None:
    keep(Integration.current(), None, "Sync companies", old=False, new=True)
    page = viewer.get(PAGE).text
    assert "Command line" in page
    assert ">on<" in page


def test_the_history_is_filtered_by_setting_and_person(viewer: Client) -> None:
    ann = person("Admin")
    keep(Integration.current(), ann, "poll_seconds", 60, 30)
    keep(Integration.current(), None, "inclusion_list", "", "12")
    assert "Inclusion list" not in viewer.get(PAGE, {"q": "poll"}).text
    found = viewer.get(PAGE, {"who": str(ann.pk)}).text
    assert "Seconds between polls" in found
    assert "Inclusion list" not in found


def test_a_set_of_mappings_is_brought_back_after_a_look_at_it(
    admin: Client, headers: dict[str, str]
) -> None:
    place = reverse("history-restore", args=[changed_rule().pk])
    asked = admin.get(place, headers=headers).text
    assert "Two-way" in asked
    assert admin.post(place, headers=headers).status_code == 302
    assert Mapping.objects.get().rule == Mapping.Rule.TWO_WAY


NOW = {f"V{number:02}": "One" for number in range(14)}


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        (
            {"V00": "Two", **dict.fromkeys([*NOW][2:], "One"), "Z": "Six"},
            [
                "14 values paired: V00 = One, V01 = One, Z = none",
                "14 values paired: V00 = Two, V01 = none, Z = Six",
            ],
        ),
        (
            dict.fromkeys(NOW, "Two"),
            [
                f"V08 = {partner}, V09 = {partner} and 4 more"
                for partner in ("One", "Two")
            ],
        ),
        (
            {"V01": "One", "V00": "One", **NOW},
            ["values paired: V00, V01", "values paired: V01, V00"],
        ),
    ],
    ids=["some", "many", "order"],
)
def test_the_pairs_that_would_change_are_named_before_a_set_is_brought_back(
    admin: Client, then: dict[str, str], shown: list[str]
) -> None:
    connect_both("Industry")
    row = mapping("Industry", values=then)
    kept = {"property": row.property, "field": row.field, "rule": row.rule}
    before = [{**kept, "values": [list(pair) for pair in then.items()]}]
    keep(Integration.current(), None, "a ↔ A", None, kept, before)
    row.values = NOW
    row.save()
    place = reverse("history-restore", args=[SettingChange.objects.get().pk])
    cells = told(admin.get(place).text, "Now|Then")
    assert all(cell.endswith(end) for cell, end in zip(cells, shown, strict=True))


def test_a_set_that_no_longer_fits_is_refused_with_the_reason(admin: Client) -> None:
    change = changed_rule()
    Integration.current().connections.filter(crm="hubspot").update(metadata={})
    answer = admin.post(reverse("history-restore", args=[change.pk]))
    assert answer.status_code == 422
    assert "HubSpot has no company property" in answer.text
    assert Mapping.objects.get().rule == Mapping.Rule.NONE


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_only_an_admin_brings_mappings_back(
    role: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(role)
    change = changed_rule()
    place = reverse("history-restore", args=[change.pk])
    assert client.post(place).status_code == 403
    assert place not in client.get(PAGE).text


def test_the_history_is_exported(viewer: Client) -> None:
    keep(Integration.current(), None, "poll_seconds", 60, 30)
    answer = viewer.get(reverse("history-export"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Seconds between polls,60,30" in text


def test_an_empty_history_says_what_it_is_for(viewer: Client) -> None:
    assert "Nothing was changed yet" in viewer.get(PAGE).text


def test_a_long_history_costs_few_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        keep(Integration.current(), person("Admin"), "poll_seconds", number, 0)
    with django_assert_max_num_queries(15):
        viewer.get(PAGE)
