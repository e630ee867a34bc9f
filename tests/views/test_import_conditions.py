"""The rows of conditions of an import, fitted to their fields (I1)."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

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
    fewer = operator.post(PAGE, {**rows, "remove": "0"}, headers=headers).text
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
