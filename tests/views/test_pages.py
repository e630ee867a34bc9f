"""What holds for every page: health, theme, toasts, lost sessions and error pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

HTMX = {"HX-Request": "true"}
RUNS = "/settings/integrations/salesforce/runs/"


@pytest.mark.django_db
def test_health_needs_no_login(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "database": "ok"}


@pytest.mark.django_db
def test_health_fails_when_the_database_does_not_answer(client: Client) -> None:
    with connection.execute_wrapper(broken):
        answer = client.get("/healthz")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def broken(*_: object) -> None:
    raise OperationalError("gone")


def test_the_start_page_leads_to_the_companies(viewer: Client) -> None:
    assert viewer.get("/").headers["Location"] == reverse("companies")


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_theme_is_kept_until_auto_is_chosen(viewer: Client, chosen: str) -> None:
    answer = viewer.post("/theme/", {"theme": chosen, "next": RUNS})
    assert answer.headers["Location"] == RUNS
    assert f'data-theme="{chosen}"' in viewer.get(RUNS).text
    viewer.post("/theme/", {"theme": "auto", "next": RUNS})
    assert "data-theme" not in viewer.get(RUNS).text


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", ""])
def test_choosing_a_theme_leads_to_no_foreign_site(
    viewer: Client, address: str
) -> None:
    answer = viewer.post("/theme/", {"theme": "dark", "next": address})
    assert answer.headers["Location"] == reverse("companies")


def test_a_message_is_shown_once_as_toast_of_the_page(operator: Client) -> None:
    page = operator.post(RUNS, follow=True).text
    assert page.count("Turn on Sync companies first: with it off, nothing") == 1
    assert "toast error" in page
    assert "toast error" not in operator.get(RUNS).text.partition("<template")[0]


def test_htmx_gets_messages_beside_the_partial(operator: Client) -> None:
    part = operator.post(RUNS, headers=HTMX, follow=True).text
    assert 'id="toasts" hx-swap-oob="beforeend"' in part
    assert "toast error" in part


@pytest.mark.django_db
def test_a_stranger_meets_the_login_at_an_unknown_address(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "There is nothing here" in answer.text


def test_an_expired_form_says_that_nothing_changed(
    viewer: Client, headers: dict[str, str]
) -> None:
    viewer.handler.enforce_csrf_checks = True
    answer = viewer.post(RUNS, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Nothing was changed." in answer.text
    assert ("hx-swap-oob" in answer.text) is bool(headers)


def test_the_page_of_a_broken_server_needs_nothing_of_the_request() -> None:
    assert "Something broke on our side" in render_to_string("500.html")


def test_htmx_gets_no_empty_place_for_messages(operator: Client) -> None:
    assert "toasts" not in operator.get(RUNS, headers=HTMX).text
