"""The frame in a browser: search by keyboard, language, the bar, paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.holding import Held
from tests.browser.looks import PHONE, wrong_with
from tests.browser.people import page_of
from tests.views.builders import (
    connect_both,
    record,
    sync_error,
    turn_on,
)

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)

FIND = "Find a company or an account by name, domain or id"


@pytest.fixture
def admin(new_context: CreateContextCallback, base_url: str) -> Page:
    return page_of("Admin", new_context(), base_url)


def test_a_company_is_found_from_anywhere_by_keyboard_alone(admin: Page) -> None:
    record("Acme Foods", domain="acme.example")
    record("Bank of Acme")
    admin.goto(reverse("runs"))
    admin.keyboard.press("/")
    expect(admin.get_by_label(FIND)).to_be_focused()
    admin.keyboard.insert_text("acm")
    expect(admin.get_by_text("2 found")).to_be_attached()
    admin.keyboard.press("ArrowDown")
    expect(admin.get_by_role("link", name="Acme Foods")).to_be_focused()
    admin.keyboard.press("ArrowDown")
    expect(admin.get_by_role("link", name="Bank of Acme")).to_be_focused()
    admin.keyboard.press("Escape")
    expect(admin.get_by_label(FIND)).to_be_focused()
    expect(admin.get_by_role("link", name="Bank of Acme")).to_have_count(0)
    admin.keyboard.insert_text("e f")
    admin.keyboard.press("Enter")
    expect(admin.get_by_role("heading", level=1)).to_have_text("Acme Foods")


def test_an_answer_that_comes_late_leaves_the_list_one_is_in_as_it_is(
    admin: Page,
) -> None:
    record("Acme Foods", domain="acme.example")
    record("Bank of Acme")
    admin.goto(reverse("runs"))
    find, last = admin.get_by_label(FIND), admin.get_by_role("link", name="Bank of")
    find.fill("acm")
    expect(admin.get_by_text("2 found")).to_be_attached()
    held = Held(admin, f"**{reverse('search-suggestions')}?*")
    find.fill("acme f")
    late = held.first()
    find.press("ArrowDown")
    admin.keyboard.press("ArrowDown")
    expect(last).to_be_focused()
    late.continue_()
    expect(find).not_to_have_class(re.compile("htmx-request"))
    expect(last).to_be_focused()
    expect(admin.get_by_role("link", name="Acme Foods")).to_be_visible()


def test_a_slash_is_a_slash_where_one_types(admin: Page) -> None:
    admin.goto(reverse("companies"))
    admin.get_by_role("searchbox").press_sequentially("a/b")
    expect(admin.get_by_role("searchbox")).to_have_value("a/b")


def test_a_company_is_found_and_the_language_chosen_without_scripts(
    new_context: CreateContextCallback, base_url: str
) -> None:
    record("Acme Foods")
    record("Acme Tools")
    page = page_of("Viewer", new_context(java_script_enabled=False), base_url)
    page.goto(f"{reverse('runs')}?status=failed")
    page.get_by_role("button", name="Italiano").click()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page).to_have_url(re.compile(r"runs/\?status=failed$"))
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label(FIND).fill("acme")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"crm/companies/\?q=acme$"))
    page.get_by_label(FIND).fill("tools")
    page.get_by_label(FIND).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Acme Tools")


def test_suggestions_and_the_bar_shut_nobody_out(admin: Page) -> None:
    integration = turn_on()
    integration.suspended, integration.suspended_message = "limit", "Used up: " * 20
    integration.save()
    sync_error(record("Acme " + "very long name " * 16), "No.")
    admin.goto(reverse("companies"))
    admin.get_by_label(FIND).fill("ac")
    expect(admin.get_by_text("1 found")).to_be_attached()
    assert wrong_with(admin) == []
    admin.get_by_label(FIND).fill("zz")
    expect(admin.get_by_text("No company or account begins like this")).to_be_visible()
    assert wrong_with(admin) == []


def test_the_first_stops_of_the_keyboard_are_those_of_the_eye(admin: Page) -> None:
    record("Acme")
    admin.goto(reverse("companies"))
    expect(admin.locator("main")).to_be_visible()
    admin.keyboard.press("Tab")
    expect(admin.get_by_role("link", name="Skip to content")).to_be_focused()
    admin.keyboard.press("Enter")
    admin.keyboard.press("Tab")
    expect(admin.get_by_role("main").locator(":focus")).to_have_count(1)


def test_paper_shows_the_page_without_its_frame(admin: Page) -> None:
    record("Acme")
    admin.goto(reverse("companies"))
    expect(admin.get_by_label(FIND)).to_be_visible()
    admin.emulate_media(media="print")
    expect(admin.get_by_label(FIND)).to_be_hidden()
    expect(admin.get_by_role("button", name="Log out")).to_be_hidden()
    expect(admin.get_by_role("complementary", name="State of the sync")).to_be_hidden()
    expect(admin.get_by_role("link", name="Acme")).to_be_visible()


def test_the_tab_of_the_page_is_in_sight_on_a_narrow_screen(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = page_of("Viewer", new_context(viewport=PHONE), base_url)
    page.goto(reverse("history"))
    tab = page.get_by_role("navigation", name="Salesforce").get_by_role("link")
    expect(tab.get_by_text("History")).to_be_in_viewport(ratio=1)


def test_the_bar_follows_what_was_done_without_reloading(admin: Page) -> None:
    connect_both()
    turn_on()
    admin.goto(reverse("connected-apps"))
    expect(admin.get_by_text("Sync companies is off.")).to_have_count(0)
    integration = turn_on()
    integration.sync_companies = False
    integration.save()
    admin.get_by_role("button", name="Check connections").click()
    expect(admin.get_by_text("Sync companies is off.")).to_be_visible()
