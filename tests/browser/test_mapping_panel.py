"""The side panel that adds and edits a field mapping beside the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from integrations.models import Mapping
from integrations.records import Field
from tests.browser.holding import Held
from tests.browser.looks import wrong_with
from tests.browser.people import page_of
from tests.browser.test_every_page import listened_to
from tests.views.builders import mapping, record, turn_on
from tests.views.schemas import connect_with, text

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)

FILTERED = re.compile(r"/companies/\?q=nick$")


@pytest.fixture
def nick(new_context: CreateContextCallback) -> Mapping:
    connect_with(
        [
            Field("Nick__c", "Nickname", "string", 80),
            Field("Size__c", "Size", "double"),
        ],
        [text("nick", "Nick"), text("nickel", "Nickel")],
    )
    return mapping("nick", Mapping.Rule.TWO_WAY, field="Nick__c")


@pytest.fixture
def admin(nick: Mapping, new_context: CreateContextCallback, base_url: str) -> Page:
    page = page_of("Admin", new_context(), base_url)
    page.goto(reverse("companies-tab") + "?q=nick")
    return page


def panel_of(page: Page, link: str) -> Locator:
    page.get_by_role("link", name=link).click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    return panel


def test_a_mapping_is_edited_beside_the_table_whose_filter_stays(
    admin: Page, nick: Mapping
) -> None:
    panel = panel_of(admin, "Edit Nick")
    expect(admin).to_have_url(FILTERED)
    assert wrong_with(admin) == []
    panel.get_by_role("radio", name="Always use HubSpot").check()
    panel.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("row", name="Nick nick")).to_contain_text(
        "Always use HubSpot"
    )
    expect(panel).to_have_count(1)
    expect(panel).to_be_hidden()
    expect(admin).to_have_url(re.compile(rf"\?q=nick&saved={nick.pk}$"))


def test_what_is_said_of_a_saved_mapping_does_not_lie_over_the_offer_to_resync_it(
    admin: Page,
) -> None:
    turn_on()
    record("Acme")
    admin.set_viewport_size({"width": 1280, "height": 900})
    panel = panel_of(admin, "Edit Nick")
    panel.get_by_role("radio", name="Always use HubSpot").check()
    panel.get_by_role("button", name="Save").click()
    offer = admin.locator("#saved")
    expect(offer).to_be_focused()
    admin.keyboard.press("Home")
    expect(admin.get_by_role("heading", level=1)).to_be_in_viewport()
    told = admin.locator("[data-toast]").filter(has_text="Saved").bounding_box()
    below = offer.bounding_box()
    assert told
    assert below
    assert below["y"] + below["height"] <= told["y"]


def test_what_is_wrong_is_said_in_the_panel(admin: Page) -> None:
    panel = panel_of(admin, "Add new field mapping")
    field = panel.get_by_label("Salesforce field")
    panel.get_by_label("HubSpot property").fill("nickel")
    field.fill("Nick__c")
    panel.get_by_role("button", name="Save").click()
    expect(panel.locator("#field-notes")).to_contain_text("Nick__c")
    expect(field).to_be_focused()
    assert wrong_with(admin) == []
    panel.get_by_role("link", name="Cancel").click()
    expect(panel).to_be_hidden()
    expect(admin).to_have_url(FILTERED)


def test_a_check_that_is_overtaken_says_nothing_on_the_console(admin: Page) -> None:
    said = listened_to(admin)
    panel = panel_of(admin, "Add new field mapping")
    held = Held(admin, f"**{reverse('mapping-add')}", times=1)
    choose(panel, "HubSpot property", "nickel")
    overtaken = held.first()
    choose(panel, "Salesforce field", "Size__c")
    overtaken.continue_()
    expect(panel.locator("#field-hint")).to_have_text("Size · Number")
    assert said == []


def choose(panel: Locator, label: str, name: str) -> None:
    panel.get_by_label(label).fill(name)
    panel.get_by_label(label).press("Tab")


def test_another_ones_change_is_told_in_the_panel(admin: Page, nick: Mapping) -> None:
    panel = panel_of(admin, "Edit Nick")
    panel.get_by_role("radio", name="Always use HubSpot").check()
    nick.rule = Mapping.Rule.NONE
    nick.save()
    panel.get_by_role("button", name="Save").click()
    told = panel.get_by_role("alert")
    expect(told).to_contain_text("This mapping was changed meanwhile")
    expect(told).to_be_focused()


def test_a_refusal_is_said_in_front_of_the_panel(admin: Page) -> None:
    panel = panel_of(admin, "Edit Nick")
    Group.objects.get(name="Admin").user_set.clear()
    panel.get_by_role("button", name="Save").click()
    refused = admin.get_by_role("alert")
    expect(refused).to_contain_text("This needs the role Admin.")
    refused.get_by_role("button", name="Dismiss").click()
    expect(refused).to_have_count(0)
    panel.get_by_role("link", name="Cancel").click()
    expect(panel).to_be_hidden()
    expect(admin.locator("body > #toasts")).to_have_count(1)


def test_what_the_dialog_above_cannot_show_is_said_in_the_panel(
    admin: Page, nick: Mapping
) -> None:
    panel = panel_of(admin, "Edit Nick")
    nick.delete()
    panel.get_by_role("link", name="Delete mapping").click()
    failure = panel.get_by_role("alert")
    expect(failure).to_contain_text("That did not work")
    failure.get_by_role("button", name="Dismiss").click()
    expect(failure).to_have_count(0)


def test_escape_closes_the_panel_in_which_nothing_was_chosen(admin: Page) -> None:
    panel = panel_of(admin, "Edit Nick")
    admin.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(admin.get_by_role("link", name="Edit Nick")).to_be_focused()


def test_what_was_chosen_in_the_panel_is_not_lost_to_a_slip_and_that_is_said(
    admin: Page,
) -> None:
    panel = panel_of(admin, "Edit Nick")
    radio = panel.get_by_role("radio", name="Always use HubSpot")
    unsaved = panel.get_by_role("alert").filter(has_text="is not saved")
    radio.check()
    admin.mouse.click(5, 5)
    expect(unsaved).to_have_count(1)
    assert wrong_with(admin) == []
    panel.get_by_role("radio", name="Two-way").check()
    expect(unsaved).to_have_count(0)
    radio.check()
    admin.keyboard.press("Escape")
    expect(unsaved).to_have_count(1)
    expect(radio).to_be_checked()
    expect(panel).to_be_visible()


def test_escape_while_that_is_said_discards_what_was_chosen(
    admin: Page, nick: Mapping
) -> None:
    panel = panel_of(admin, "Edit Nick")
    panel.get_by_role("radio", name="Always use HubSpot").check()
    admin.keyboard.press("Escape")
    told = panel.get_by_role("alert")
    expect(told).to_contain_text("Press Escape or Cancel to discard it")
    admin.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(admin.get_by_role("link", name="Edit Nick")).to_be_focused()
    expect(admin.get_by_text("Press Escape or Cancel")).to_have_count(0)
    panel_of(admin, "Edit Nick")
    expect(panel.get_by_role("radio", name="Two-way")).to_be_checked()
    admin.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_what_was_said_before_is_not_in_the_way_of_the_panel(admin: Page) -> None:
    panel = panel_of(admin, "Edit Nick")
    panel.get_by_role("radio", name="Always use HubSpot").check()
    panel.get_by_role("button", name="Save").click()
    told = admin.get_by_role("status").get_by_text("Saved nick")
    expect(told).to_be_visible()
    panel_of(admin, "Edit Nick")
    expect(told).to_have_count(0)


def test_deleting_is_asked_for_above_the_panel(admin: Page) -> None:
    panel = panel_of(admin, "Edit Nick")
    panel.get_by_role("link", name="Delete mapping").click()
    asked = admin.get_by_role("dialog", name="Delete nick")
    asked.get_by_role("link", name="Cancel").click()
    expect(asked).to_be_hidden()
    expect(panel.locator("#toasts")).to_have_count(1)
    expect(panel).to_be_visible()
