from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.views.builders import connect_both, mapping, person, record, run

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

ROLES = ["", "Viewer", "Operator", "Admin"]

PAGES = [
    "connected-apps",
    "companies-tab",
    "runs",
    "run",
    "run-progress",
    "errors",
    "error-group",
    "errors-export",
    "companies",
    "company",
    "account",
    "record-values",
    "why",
    "why-account",
    "inclusion",
    "inclusion-form",
    "inclusion-check",
    "duplicates",
    "import",
    "import-counts",
]
ACTIONS = [
    ("connected-apps", "Operator"),
    ("runs", "Operator"),
    ("run-control", "Operator"),
    ("errors-retry", "Operator"),
    ("errors-dismiss", "Operator"),
    ("errors-bring-back", "Operator"),
    ("import", "Operator"),
    ("record-unlink", "Operator"),
    ("inclusion-form", "Admin"),
    ("sync-rules", "Admin"),
    ("mapping-edit", "Admin"),
    ("sync-on", "Admin"),
    ("sync-off", "Admin"),
]
SETTINGS_PAGES = ["mapping-edit", "sync-on", "sync-rules"]


def address(name: str) -> str:
    match name:
        case "run" | "run-progress" | "run-control":
            return reverse(name, args=[run().pk])
        case "company" | "why":
            return reverse(name, args=[record().company_id])
        case "account" | "why-account":
            return reverse(name, args=[record(company_id=None).account_id])
        case "record-values" | "record-unlink":
            return reverse(name, args=[record().pk])
        case "mapping-edit":
            return reverse(name, args=[mapping("name").pk])
    return reverse(name)


def below(role: str) -> list[str]:
    return ROLES[: ROLES.index(role)]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ROLES[1:])
def test_everybody_with_a_role_may_look(
    client: Client, name: str, role: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    assert client.get(address(name), headers=headers).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", PAGES)
def test_a_person_without_a_role_may_not_look(
    client: Client, name: str, headers: dict[str, str]
) -> None:
    client.force_login(person())
    answer = client.get(address(name), headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "the role Viewer" in answer.text


def test_a_person_without_a_role_is_told_what_works(client: Client) -> None:
    client.force_login(person())
    page = client.get(reverse("companies")).text
    card = page[page.index('<section class="card empty">') :]
    assert "Ask an admin of Syncadmin for it." in card
    assert "who has no role yet" in card
    assert f'action="{reverse("logout")}"' in card
    assert reverse("companies") not in card


def test_a_person_with_too_low_a_role_is_shown_a_way_back(viewer: Client) -> None:
    page = viewer.get(reverse("sync-on")).text
    card = page[page.index('<section class="card empty">') :]
    assert f'href="{reverse("companies")}"' in card
    assert "no role yet" not in card


@pytest.mark.parametrize(
    ("name", "role"),
    [(name, role) for name, least in ACTIONS for role in below(least)],
)
def test_an_action_is_refused_below_its_role(
    client: Client, name: str, role: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    answer = client.post(address(name), headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("name", SETTINGS_PAGES)
@pytest.mark.parametrize("role", ROLES[:-1])
def test_only_admins_are_asked_to_confirm_a_change_of_settings(
    client: Client, name: str, role: str, headers: dict[str, str]
) -> None:
    client.force_login(person(role))
    answer = client.get(address(name), headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("role", ROLES[1:])
def test_the_switch_is_locked_below_admin(client: Client, role: str) -> None:
    connect_both()
    client.force_login(person(role))
    page = client.get(reverse("companies-tab")).text
    assert (" disabled aria-describedby" in page) is (role != "Admin")


def test_htmx_shows_why_it_was_refused_as_a_toast(viewer: Client) -> None:
    answer = viewer.get(reverse("sync-on"), headers={"HX-Request": "true"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert 'id="toasts" hx-swap-oob="beforeend"' in answer.text
    assert "This needs the role Admin." in answer.text
    assert "<h1" not in answer.text


@pytest.mark.parametrize("name", [*PAGES, *SETTINGS_PAGES])
def test_a_superuser_needs_no_role(client: Client, name: str) -> None:
    client.force_login(User.objects.create_superuser("root"))
    assert client.get(address(name)).status_code == HTTPStatus.OK


def test_a_viewer_sees_no_button_he_may_not_press(viewer: Client) -> None:
    connect_both("Name")
    mapping("name")
    page = viewer.get(reverse("companies-tab")).text
    assert "Your role may look, not change settings." in page
    assert ">Edit<" not in page
