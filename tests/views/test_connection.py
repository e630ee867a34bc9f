"""Connection: tested for real, a suspension cleared, credentials replaced."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from integrations.models import Connection, Integration, SettingChange
from tests.engine.conftest import empty_world, synced, world
from tests.views.builders import connect_both, person

if TYPE_CHECKING:
    from django.test import Client

    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]

SALESFORCE = "/settings/integrations/salesforce/"
PAGE, RESUME = f"{SALESFORCE}connection/", f"{SALESFORCE}resume/"
HUBSPOT_FORM, SALESFORCE_FORM = f"{PAGE}hubspot/", f"{PAGE}salesforce/"


def stored(crm: str) -> Connection:
    return Connection.objects.get(crm=crm)


def test_nothing_connected_names_the_command(viewer: Client) -> None:
    assert "manage.py connect" in viewer.get(PAGE).text


@pytest.mark.django_db
def test_secrets_are_not_shown(admin: Client) -> None:
    connect_both("name")
    for address in (PAGE, HUBSPOT_FORM, SALESFORCE_FORM):
        assert "a token" not in admin.get(address).text


def test_both_sides_say_who_we_are_and_whether_the_key_field_exists(
    viewer: Client, world: World, headers: dict[str, str]
) -> None:
    page = viewer.get(PAGE, headers=headers).text
    assert page.count(">Exists<") == 2
    assert stored("salesforce").organisation in page
    assert "Test now" not in page
    world.integration.connections.update(has_key_field=False)
    page = viewer.get(PAGE, headers=headers).text
    assert page.count(">Missing<") == 2
    assert "create it (text 64, external ID, unique)" in page


def test_test_now_asks_both_crms_and_what_they_allow(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    answer = operator.post(PAGE, headers=headers, follow=True)
    assert "Both connections work." in answer.text
    assert stored("hubspot").calls_allowed
    assert stored("salesforce").calls_allowed


def test_test_now_names_what_does_not_work(
    operator: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    answer = operator.post(PAGE, headers=headers, follow=True)
    assert "HubSpot: " in answer.text
    assert "Needs attention" in answer.text


def suspend() -> None:
    Integration.objects.update(suspended="limit", suspended_message="It is used up.")


def test_a_suspension_is_cleared_when_both_work(
    admin: Client, synced: World, headers: dict[str, str]
) -> None:
    suspend()
    assert "Clear suspension" in admin.get(PAGE, headers=headers).text
    assert "Clear suspension" in admin.get(SALESFORCE).text
    admin.post(RESUME, headers=headers)
    assert Integration.current().suspended == ""
    page = admin.get(SALESFORCE).text
    assert "Syncing goes on with what changed meanwhile." in page


def test_a_test_by_an_operator_leaves_the_suspension_to_an_admin(
    operator: Client, synced: World, headers: dict[str, str]
) -> None:
    suspend()
    answer = operator.post(PAGE, headers=headers, follow=True)
    assert "Both connections work." in answer.text
    assert Integration.current().suspended == "limit"


def test_a_suspension_stays_while_something_is_wrong_and_says_what(
    admin: Client, synced: World
) -> None:
    suspend()
    synced.salesforce.fail(".*", {"error": "API_DISABLED_FOR_ORG"}, times=1_000)
    page = admin.post(RESUME, follow=True).text
    assert Integration.current().suspended == "limit"
    assert "Salesforce: " in page


def test_a_new_token_is_tried_stored_and_kept_in_the_history_without_it(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    answer = admin.post(HUBSPOT_FORM, {"token": "brand-new"}, headers=headers)
    assert answer.headers["Location"] == PAGE
    assert stored("hubspot").credentials == {"token": "brand-new"}
    kept = SettingChange.objects.get()
    assert kept.setting == "HubSpot connection"
    assert "brand-new" not in f"{kept.old}{kept.new}"


def test_a_token_that_lacks_scopes_is_refused_at_its_field(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    answer = admin.post(HUBSPOT_FORM, {"token": "forbidden-1"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="id_token_error"' in answer.text
    assert "crm.objects.companies.read" in answer.text
    assert "forbidden-1" not in answer.text
    assert stored("hubspot").credentials == {"token": "sync-hubspot"}


def test_salesforce_may_be_given_a_client_id_and_secret(
    admin: Client, world: World
) -> None:
    given = {"client_id": "an-app", "client_secret": "hush"}
    form = {"url": world.salesforce.url, "way": "client", "token": "ignored", **given}
    answer = admin.post(SALESFORCE_FORM, form)
    assert answer.status_code == HTTPStatus.FOUND, answer.text
    assert stored("salesforce").credentials == given
    assert "Client ID and secret" in admin.get(PAGE).text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"way": "client", "client_id": "an-app"}, "client_secret"),
        ({"way": "token"}, "token"),
        ({"way": "token", "token": "expired-1"}, "token"),
        ({"way": "token", "token": "t", "url": "http://127.0.0.1:9"}, "url"),
        ({"way": "token", "token": "t", "url": "ftp://127.0.0.1"}, "url"),
        (
            {"way": "jwt", "client_id": "c", "username": "u", "private_key": "no key"},
            "private_key",
        ),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    admin: Client, world: World, values: dict[str, str], field: str
) -> None:
    before = stored("salesforce").credentials
    form = {"url": world.salesforce.url, **values}
    answer = admin.post(SALESFORCE_FORM, form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'id="id_{field}_error"' in answer.text
    assert "no key" not in answer.text
    assert stored("salesforce").credentials == before


def test_another_organisation_is_refused(admin: Client, world: World) -> None:
    Connection.objects.filter(crm="hubspot").update(organisation="4711")
    answer = admin.post(HUBSPOT_FORM, {"token": "brand-new"})
    assert "the records known here are of 4711" in answer.text
    assert stored("hubspot").credentials == {"token": "sync-hubspot"}


@pytest.mark.django_db
def test_a_crm_that_does_not_exist_is_not_found(admin: Client) -> None:
    connect_both("name")
    assert admin.get(f"{PAGE}pipedrive/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("Viewer", PAGE),
        ("Operator", RESUME),
        ("Operator", HUBSPOT_FORM),
        ("", PAGE),
    ],
)
def test_each_action_needs_its_role(
    client: Client, role: str, address: str, headers: dict[str, str]
) -> None:
    connect_both("name")
    client.force_login(person(role))
    assert client.post(address, headers=headers).status_code == HTTPStatus.FORBIDDEN
