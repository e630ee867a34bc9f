"""The rows of conditions of an import, fitted to their fields (I1)."""

from __future__ import annotations

import re
from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from integrations.models import SyncRun
from integrations.records import Field, Option
from tests.views.builders import connect_both, connection, turn_on

if TYPE_CHECKING:
    from django.test import Client

PAGE = "/crm/import/"
IDS = ["001000000000001AAA", "001000000000002"]


def test_a_row_of_conditions_is_added_and_removed_without_starting_anything(
    operator: Client, headers: dict[str, str]
) -> None:
    connect_both("Industry", "Name")
    turn_on()
    rows = {
        "which": "where",
        "field": ["Industry", "Name"],
        "operator": ["is", "contains"],
        "value": ["Banking", "Acme"],
    }
    more = operator.post(PAGE, {**rows, "add": "1"}, headers=headers)
    assert more.status_code == HTTPStatus.OK
    assert more.text.count('name="field"') == 3
    fewer = operator.post(PAGE, {**rows, "remove": "1"}, headers=headers).text
    assert fewer.count('name="field"') == 1
    assert "Acme" in fewer
    assert "Banking" not in fewer
    assert not SyncRun.objects.exists()


def test_what_can_be_asked_of_a_field_follows_its_type(
    operator: Client, headers: dict[str, str]
) -> None:
    options = (Option("Hot", "Very hot"), Option("Old", "Old", active=False))
    fields = [
        Field("Rating", "Rating", "picklist", options=options),
        Field("Founded__c", "Founded", "date"),
        Field("IsPartner", "Partner", "boolean"),
        Field("Notes__c", "Notes", "textarea", 32_000),
    ]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    rows = {
        "which": "where",
        "field": ["rating", "Founded", "IsPartner", "Rating"],
        "operator": ["contains", "less", "is", "blank"],
        "value": ["", "2020-01-01", "true", ""],
        "adapt": "1",
    }
    page = operator.post(PAGE, rows, headers=headers).text
    assert '<option value="Hot">Very hot</option>' in page
    assert '<option value="Old">' not in page
    assert 'type="date" value="2020-01-01"' in page
    assert '<option value="true" selected>Yes</option>' in page
    assert '<input type="hidden" name="value" value="">' in page
    assert "Notes__c" not in page


def test_rows_keep_their_numbers_whatever_becomes_of_others(
    operator: Client, headers: dict[str, str]
) -> None:
    connect_both("Industry", "Name")
    turn_on()
    rows: dict[str, str | list[str]]
    rows = {"row": ["2", "5", "3"], "field": ["Industry", "Name", "Name"]}
    for asked, numbers in (
        ({"adapt": "1"}, ["2", "5", "3"]),
        ({"remove": "5"}, ["2", "3"]),
        ({"add": "1"}, ["2", "5", "3", "6"]),
    ):
        answer = operator.post(PAGE, rows | asked, headers=headers)
        assert numbers_in(answer.text) == numbers


@pytest.mark.parametrize(
    "given",
    [[], ["7"], ["3", "3"], ["a", "b"], ["0", "1"], ["1", "9" * 99], ["1", "²"]],
    ids=["none", "too few", "one twice", "words", "nought", "too long", "no digit"],
)
def test_rows_without_numbers_of_their_own_are_counted(
    operator: Client, given: list[str], headers: dict[str, str]
) -> None:
    connect_both("Industry", "Name")
    turn_on()
    rows = {"row": given, "field": ["Industry", "Name"], "adapt": "1"}
    assert numbers_in(operator.post(PAGE, rows, headers=headers).text) == ["1", "2"]


def numbers_in(page: str) -> list[str]:
    """Of its rows, by which their controls are told apart too."""
    numbers = re.findall(r'name="row" value="(\d+)"', page)
    for part in ("field", "operator", "condition"):
        assert re.findall(rf' id="{part}-(\d+)"', page) == numbers
    return numbers


BANKS = (
    Option("B1", "Banking"),
    Option("Basic", "Basics"),
    Option("B3", "Other"),
    Option("B4", "Other banks"),
    Option("Old", "Zeppelins", active=False),
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("bank", "B1"),
        ("Banking", "B1"),
        ("B1", "B1"),
        ("b3", "B3"),
        ("basic", "Basic"),
        ("other", "B3"),
        ("other b", "B4"),
        ("ba", None),
        ("anking", None),
        ("zep", None),
        ("", None),
    ],
)
def test_what_was_typed_chooses_the_only_option_that_begins_so(
    operator: Client, typed: str, value: str | None, headers: dict[str, str]
) -> None:
    fields = [Field("Industry", "Industry", "picklist", options=BANKS)]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    row = {"row": "4", "field": "Industry", "value": typed, "adapt": "1"}
    page = operator.post(PAGE, row, headers=headers).text
    assert 'for="choice-4"' in page
    select = page[page.index('<select id="choice-4"') :].partition("</select>")[0]
    chosen = re.findall(r'value="(\w+)" selected', select)
    assert chosen == ([value] if value else [])


def test_what_was_typed_chooses_among_yes_and_no(operator: Client) -> None:
    fields = [Field("IsPartner", "Partner", "boolean")]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    row = {"field": "IsPartner", "value": "n", "adapt": "1"}
    page = operator.post(PAGE, row).text
    assert '<option value="false" selected>No</option>' in page


def test_no_import_starts_with_an_option_that_nobody_saw(
    operator: Client, headers: dict[str, str]
) -> None:
    fields = [Field("Industry", "Industry", "picklist", options=BANKS)]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    connection("hubspot")
    turn_on()
    row = {"which": "where", "field": "Industry", "operator": "is", "value": "bank"}
    operator.post(PAGE, row, headers=headers)
    assert SyncRun.objects.get().scope["where"] == ["Industry = 'bank'"]
