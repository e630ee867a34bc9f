from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import (
    Connection,
    Integration,
    Mapping,
    SettingChange,
)
from tests.views.builders import connect_both, mapping, turn_on
from tests.views.conftest import led_to

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

PAGE = "/settings/integrations/salesforce/companies/"


@pytest.fixture
def three(viewer: Client) -> None:
    connect_both("Name", "Phone", "Industry")
    mapping("Phone", "always_salesforce")
    mapping("Industry", "two_way", status="error", problem="Industry is gone.")
    mapping("Name", "none", standard=True)


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(\w+)<', page)


def test_without_connections_the_page_says_how_to_connect(viewer: Client) -> None:
    assert "python manage.py connect" in viewer.get(PAGE).text


@pytest.mark.usefixtures("three")
def test_a_mapping_is_listed_with_both_names_rule_status_and_type(
    viewer: Client, headers: dict[str, str]
) -> None:
    page = viewer.get(PAGE, {"q": "industry"}, headers=headers).text
    for part in ("Industry", ">industry<", "Two-way", "Industry is gone.", "Custom"):
        assert part in page


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Phone", "Industry", "Name"]),
        ({"q": "PHO"}, ["Phone"]),
        ({"rule": "two_way"}, ["Industry"]),
        ({"status": "error"}, ["Industry"]),
        ({"rule": "none", "status": "error"}, []),
        ({"sort": "property_label"}, ["Industry", "Name", "Phone"]),
        ({"sort": "-field_label"}, ["Phone", "Name", "Industry"]),
        ({"sort": "nonsense", "rule": "nonsense"}, ["Phone", "Industry", "Name"]),
    ],
    ids=str,
)
def test_mappings_are_filtered_and_sorted(
    viewer: Client, query: dict[str, str], expected: list[str], headers: dict[str, str]
) -> None:
    assert listed(viewer.get(PAGE, query, headers=headers).text) == expected


@pytest.mark.usefixtures("three")
def test_the_table_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        mapping(f"Field{number}")
    with django_assert_max_num_queries(10):
        viewer.get(PAGE)


def test_the_tab_says_from_when_on_changes_sync(viewer: Client) -> None:
    connect_both()
    integration = turn_on()
    integration.since = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    integration.save()
    page = viewer.get(PAGE).text
    assert ">2026-03-01 09:30 UTC</time> sync by themselves" in page


def test_a_suspended_integration_says_why_and_what_to_do(viewer: Client) -> None:
    connect_both()
    integration = turn_on()
    integration.suspended = Integration.Suspended.CREDENTIALS
    integration.suspended_message = "Salesforce refused the token: connect again."
    integration.save()
    page = viewer.get(PAGE).text
    assert "Credentials refused" in page
    assert "Salesforce refused the token: connect again." in page


def test_a_rule_is_changed_and_kept_in_the_history(
    admin: Client, headers: dict[str, str]
) -> None:
    connect_both("Phone")
    phone = mapping("Phone", "two_way")
    address = reverse("mapping-edit", args=[phone.pk])
    assert "Always use HubSpot" in admin.get(address, headers=headers).text
    answer = admin.post(address, {"rule": "always_salesforce"}, headers=headers)
    assert led_to(answer) in {f"{PAGE}?saved={phone.pk}{end}" for end in ("", "#saved")}
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.ALWAYS_SALESFORCE
    assert SettingChange.objects.get().user is not None


def test_a_rule_that_cannot_work_is_refused_with_the_reason(
    admin: Client, headers: dict[str, str]
) -> None:
    gone = mapping("Gone", "none")
    address = reverse("mapping-edit", args=[gone.pk])
    answer = admin.post(address, {"rule": "two_way"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "HubSpot has no company property" in answer.text
    gone.refresh_from_db()
    assert gone.rule == Mapping.Rule.NONE


def test_a_mapping_of_the_system_has_no_rule_to_change(admin: Client) -> None:
    key = mapping("Key", system=True)
    answer = admin.get(reverse("mapping-edit", args=[key.pk]))
    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(("seconds", "minutes"), [(60, 5), (240, 8), (601, 11)])
def test_the_tab_says_how_often_deleted_companies_are_looked_for(
    viewer: Client, seconds: int, minutes: int
) -> None:
    connect_both()
    turn_on()
    Integration.objects.update(poll_seconds=seconds)
    told = f"Companies deleted in HubSpot are looked for every {minutes} minutes,"
    assert told in viewer.get(PAGE).text


def test_the_tab_says_what_polling_costs_a_day(viewer: Client) -> None:
    connect_both()
    turn_on()
    Integration.objects.update(poll_seconds=60)
    page = viewer.get(PAGE).text
    assert "that is 4,608 HubSpot and 5,760 Salesforce calls a day" in page
    Integration.objects.update(inclusion_list="7")
    assert "that is 6,048 HubSpot and 5,760" in viewer.get(PAGE).text


def test_the_tab_names_the_plan_that_hubspot_must_have(viewer: Client) -> None:
    assert "HubSpot Professional or Enterprise" in viewer.get(PAGE).text
    connect_both()
    assert "HubSpot Professional or Enterprise" in viewer.get(PAGE).text


@pytest.mark.parametrize(
    ("seconds", "told"), [(5, "Ask every 29 seconds or less often"), (29, None)]
)
def test_asking_more_often_than_the_calls_allow_is_warned_of(
    viewer: Client, seconds: int, told: str | None
) -> None:
    connect_both()
    turn_on()
    Connection.objects.filter(crm="salesforce").update(calls_allowed=15_000)
    Integration.objects.update(poll_seconds=seconds)
    page = viewer.get(PAGE).text
    assert ("they rest once 12,000 Salesforce calls" in page) == bool(told)
    assert (told or "") in page


@pytest.mark.parametrize("state", ["on", "off"])
def test_a_switch_that_was_thrown_already_asks_nothing(
    admin: Client, state: str
) -> None:
    name = f"sync-{state}"
    connect_both()
    if state == "on":
        turn_on()
    answer = admin.get(reverse(name), follow=True)
    assert answer.redirect_chain == [(PAGE, HTTPStatus.FOUND)]
    assert f"Sync companies was {state} already." in answer.text
    dialog = admin.get(reverse(name), headers={"HX-Request": "true"})
    assert dialog.headers["HX-Redirect"] == PAGE


def test_what_is_off_is_said_of_syncs_not_of_pages(viewer: Client) -> None:
    connect_both()
    page = viewer.get(PAGE).text
    assert "Off: no sync reads or writes records in either CRM." in page
    assert "nothing is read from either CRM" not in page
