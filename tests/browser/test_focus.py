"""The focus stays where somebody is, although that part of the page is read anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.views.builders import run

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.django_db(transaction=True)


def follow(link: Locator) -> None:
    """By keyboard, until what it is in was read anew."""
    old = link.element_handle()
    link.press("Enter")
    link.page.wait_for_function("old => !old.isConnected", arg=old)


def test_it_stays_on_the_link_that_was_followed(admin: Page) -> None:
    for address, name in (
        ("companies", "Failing 2"),
        ("companies", "Name"),
        ("companies-tab", "Sync rule"),
        ("errors", "Dismissed 0"),
        ("duplicates", "Left 0"),
        ("health", "Last 24 hours"),
    ):
        admin.goto(reverse(address))
        link = admin.locator("#main").get_by_role("link", name=name, exact=True)
        follow(link)
        expect(link).to_be_focused()


def test_it_goes_to_the_part_that_was_asked_for_where_its_link_is_gone(
    admin: Page,
) -> None:
    admin.goto(reverse("companies"))
    admin.get_by_role("link", name="Birch", exact=True).click()
    follow(admin.get_by_role("link", name="Show every rule it met"))
    expect(admin.locator("#why")).to_be_focused()


def test_it_stays_on_a_record_of_a_list_that_is_read_again(admin: Page) -> None:
    run("sync", status="running")
    admin.goto(reverse("companies"))
    link = admin.get_by_role("link", name="Birch", exact=True)
    old = link.element_handle()
    link.focus()
    admin.wait_for_function("old => !old.isConnected", arg=old)
    expect(link).to_be_focused()
    expect(admin).to_have_url(re.compile("/companies/$"))


def test_it_comes_back_to_the_button_that_sent_a_form(admin: Page) -> None:
    admin.goto(reverse("connected-apps"))
    button = admin.get_by_role("button", name="Check connections")
    connections = admin.locator("#connections").element_handle()
    button.press("Enter")
    admin.wait_for_function("old => !old.isConnected", arg=connections)
    expect(button).to_be_focused()


def test_it_comes_back_to_the_menu_that_was_closed(admin: Page) -> None:
    admin.goto(reverse("companies"))
    admin.get_by_role("link", name="Birch", exact=True).click()
    menu = admin.get_by_text("Actions", exact=True)
    menu.press("Enter")
    admin.get_by_role("button", name="Resync").press("Enter")
    expect(admin.get_by_role("status", name="Resync")).to_be_visible()
    expect(menu).to_be_focused()
