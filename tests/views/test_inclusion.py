"""Limiting what syncs: the settings, the rules, and Check a company."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Integration, SettingChange
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from tests.engine.conftest import empty_world, synced, world
from tests.hubspot import people
from tests.views.builders import person, record

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]

PAGE = "/settings/integrations/salesforce/inclusion/"
FORM, CHECK = f"{PAGE}settings/", f"{PAGE}check/"
SEEN = re.compile(r'name="seen" value="([^"]*)"')
OPTION = re.compile(r'<option value="([^"]*)"( selected)?>([^<]+)<')


def given(client: Client, **values: object) -> dict[str, object]:
    """What the form sends when somebody changes just these values."""
    found = SEEN.search(client.get(FORM).text)
    assert found
    return {"default_object": "Contact", "seen": found[1], **values}


def present() -> Integration:
    return Integration.current()


def test_the_rules_are_a_table_for_people_to_read(viewer: Client) -> None:
    page = viewer.get(PAGE).text
    assert all(f"<code>{rule.code}</code>" in page for rule in RULES)
    assert all(row.situation.split(";")[0] in page for row in TABLE)


def test_the_page_itself_asks_no_crm_and_few_questions(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        page = viewer.get(PAGE).text
    assert f'hx-get="{FORM}"' in page
    assert f'href="{FORM}"' in page


def test_lists_of_contacts_are_offered_with_their_size_active_ones_first(
    viewer: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.reset(contacts=5, lists=3)
    by_hand = people.create_list(world.hubspot, "A few")
    people.join(world.hubspot, by_hand, people.create(world.hubspot, "contacts"))
    people.create_list(world.hubspot, "Firms", kind="0-2")
    page = viewer.get(FORM, headers=headers).text
    labels = [label for _value, _selected, label in OPTION.findall(page)]
    assert labels[0] == "None: every contact qualifies"
    assert "A few · 1 contact" in labels
    assert page.index("Active lists") < page.index("Static lists")
    assert "Firms" not in page


def test_a_choice_is_saved_and_kept_in_the_history(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    list_id = people.create_list(world.hubspot, "Customers")
    wanted = {"default_object": "Lead", "attach_private_contacts": "on"}
    data = given(admin, inclusion_list=list_id, **wanted)
    answer = admin.post(FORM, data, headers=headers)
    assert answer.headers["Location"] == PAGE
    saved = present()
    assert saved.inclusion_list == list_id
    assert (saved.default_object, saved.attach_private_contacts) == ("Lead", True)
    changes = SettingChange.objects.filter(user__isnull=False)
    assert set(changes.values_list("setting", flat=True)) == {
        "inclusion_list",
        "default_object",
        "attach_private_contacts",
    }


def test_the_next_pass_goes_by_the_new_list(admin: Client, synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    contact = people.create(synced.hubspot, "contacts", email="ada@acme.example")
    people.associate(synced.hubspot, [contact], company_id)
    list_id = people.create_list(synced.hubspot, "Customers")
    admin.post(FORM, given(admin, inclusion_list=list_id))
    synced.sync()
    assert synced.salesforce.state().get("Account", 0) == 0
    admin.post(FORM, given(admin, inclusion_list=""))
    synced.sync()
    synced.sync()
    assert synced.salesforce.state()["Account"] == 1


def test_the_second_of_two_tabs_is_told_and_saves_nothing(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    data = given(admin, default_object="Lead")
    admin.post(FORM, data)
    answer = admin.post(FORM, {**data, "default_object": "Contact"}, headers=headers)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "settings were changed meanwhile" in answer.text
    assert present().default_object == "Lead"


def test_a_list_hubspot_does_not_have_is_no_choice(admin: Client, world: World) -> None:
    answer = admin.post(FORM, given(admin, inclusion_list="999"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="id_inclusion_list_error"' in answer.text
    assert present().inclusion_list == ""


def test_a_list_that_was_deleted_is_a_problem_and_stays_until_another_is_chosen(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    Integration.objects.update(inclusion_list="999")
    page = admin.get(FORM, headers=headers).text
    assert "HubSpot has no list 999: it was deleted" in page
    assert ("999", " selected") in [(v, s) for v, s, _label in OPTION.findall(page)]
    data = given(admin, inclusion_list="999", default_object="Lead")
    assert admin.post(FORM, data).status_code == HTTPStatus.FOUND


def test_a_list_of_companies_is_a_problem(viewer: Client, world: World) -> None:
    list_id = people.create_list(world.hubspot, "Firms", kind="0-2")
    Integration.objects.update(inclusion_list=list_id)
    assert "Firms is not a list of contacts" in viewer.get(FORM).text


def test_when_hubspot_does_not_answer_the_rest_can_still_be_set(
    admin: Client, world: World, headers: dict[str, str]
) -> None:
    world.hubspot.fail(".*", {"status": 401, "body": None})
    page = admin.get(FORM, headers=headers).text
    assert "lists could not be read" in page
    admin.post(FORM, given(admin, default_object="Lead"))
    assert present().default_object == "Lead"


@pytest.mark.parametrize("role", ["Viewer", "Operator"])
def test_others_than_admins_see_and_change_nothing(
    client: Client, world: World, role: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    page = client.get(FORM, headers=headers).text
    assert "disabled" in page
    assert ">Save<" not in page
    answer = client.post(FORM, {"default_object": "Lead"}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert present().default_object == "Contact"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [PAGE, FORM, CHECK])
def test_a_person_without_a_role_may_not_look(client: Client, address: str) -> None:
    client.force_login(person())
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN


def test_any_company_is_checked_by_its_id(
    viewer: Client, synced: World, headers: dict[str, str]
) -> None:
    company_id = synced.create_company(name="Acme")
    page = viewer.get(CHECK, {"company": f" {company_id} "}, headers=headers).text
    assert "The company creates no account (no_contact)." in page
    assert page.count("<strong><code>") == len(RULES)
    assert reverse("why", args=[company_id]) in page


def test_a_name_that_one_company_has_is_as_good_as_its_id(
    viewer: Client, world: World
) -> None:
    world.create_company(name="Acme")
    world.create_company(name="Globex")
    world.switch_on()
    page = viewer.get(CHECK, {"company": "globex"}).text
    assert "The company creates no account (no_contact)." in page


def test_of_several_companies_one_is_chosen(
    viewer: Client, headers: dict[str, str]
) -> None:
    one, two = record("Acme"), record("Acme Ltd")
    record("Acme alone", company_id=None)
    page = viewer.get(CHECK, {"company": "acme"}, headers=headers).text
    assert f"?company={one.company_id}" in page
    assert f"?company={two.company_id}" in page
    assert "Acme alone" not in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Write the id or the name"),
        ("zzz", "No company that Syncadmin knows"),
        ("9", "HubSpot has no company 9"),
    ],
)
def test_what_cannot_be_checked_is_said(
    viewer: Client, world: World, words: str, says: str
) -> None:
    assert says in viewer.get(CHECK, {"company": words}).text
