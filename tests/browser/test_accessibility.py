"""What no address alone shows: the login, refusals, dialogs and empty pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looks import wrong_with
from tests.browser.people import page_of
from tests.views.builders import connection

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_login_shuts_nobody_out(new_context: CreateContextCallback) -> None:
    page = new_context().new_page()
    page.goto("/login/")
    assert wrong_with(page) == []
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert wrong_with(page) == []


def test_a_refusal_shuts_nobody_out_from_reading_it(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = page_of("Viewer", new_context(), base_url)
    page.goto(reverse("sync-on"))
    expect(page.get_by_role("main")).to_contain_text("This needs the role Admin.")
    assert wrong_with(page) == []


def test_no_dialog_or_empty_page_shuts_anybody_out(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = page_of("Admin", new_context(), base_url)
    for name in ("connected-apps", "companies-tab", "companies", "runs", "errors"):
        page.goto(reverse(name))
        assert wrong_with(page) == [], name
    connection("salesforce")
    connection("hubspot", state="problem", problem="HubSpot refused the token.")
    page.goto(reverse("companies-tab"))
    page.get_by_role("switch", name="Sync companies").click()
    page.get_by_role("dialog").wait_for()
    assert wrong_with(page) == []
