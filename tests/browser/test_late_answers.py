"""What a person types or chooses while an answer is under way outlives that answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from integrations.records import Field
from tests.browser.holding import Held
from tests.browser.people import page_of
from tests.views.builders import connect_both, mapping, record, run, turn_on
from tests.views.schemas import connect_with, dropdown, picklist, text

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def panel(new_context: CreateContextCallback, base_url: str) -> Locator:
    """Of a new mapping, for which a pair of texts stands already."""
    connect_with(
        [
            Field("Nick__c", "Nickname", "string", 80),
            Field("Size__c", "Size", "double"),
            picklist("Shade__c", "Shade of it", "Red", "Blue"),
        ],
        [text("nick", "Nick"), dropdown("shade", "Shade", "Red", "Blue")],
    )
    page = page_of("Admin", new_context(), base_url)
    page.goto(reverse("companies-tab"))
    page.get_by_role("link", name="Add new field mapping").click()
    panel = page.locator("#panel")
    choose(panel, "HubSpot property", "nick")
    expect(panel.locator("#property-hint")).to_contain_text("Nick ·")
    return panel


def choose(panel: Locator, label: str, name: str) -> None:
    panel.get_by_label(label).fill(name)
    panel.get_by_label(label).press("Tab")


def let_go(held: Route, replaced: Locator) -> None:
    """On, until what the answer replaces is replaced."""
    old = replaced.element_handle()
    held.continue_()
    replaced.page.wait_for_function("old => !old.isConnected", arg=old)


def test_a_field_chosen_while_check_is_under_way_stays_and_is_checked(
    panel: Locator,
) -> None:
    choose(panel, "Salesforce field", "Size__c")
    expect(panel.locator("#field-hint")).to_have_text("Size · Number")
    held = Held(panel.page, f"**{reverse('mapping-add')}", times=1)
    panel.get_by_role("button", name="Check").click()
    check = held.first()
    choose(panel, "Salesforce field", "Nick__c")
    let_go(check, panel.locator("form"))
    expect(panel.get_by_label("Salesforce field")).to_have_value("Nick__c")
    expect(panel.locator("#field-hint")).to_have_text("Nickname · Text")


def test_a_rule_chosen_while_the_pair_is_checked_stays(panel: Locator) -> None:
    held = Held(panel.page, f"**{reverse('mapping-add')}", times=1)
    choose(panel, "Salesforce field", "Nick__c")
    check = held.first()
    panel.get_by_role("radio", name="Two-way").check()
    let_go(check, panel.locator("#about-pair"))
    expect(panel.locator("#field-hint")).to_have_text("Nickname · Text")
    expect(panel.get_by_role("radio", name="Two-way")).to_be_checked()


def test_a_partner_chosen_while_check_is_under_way_stays(panel: Locator) -> None:
    choose(panel, "HubSpot property", "shade")
    choose(panel, "Salesforce field", "Shade__c")
    expect(panel.get_by_label("Red RED")).to_have_value("Red")
    held = Held(panel.page, f"**{reverse('mapping-add')}", times=1)
    panel.get_by_role("button", name="Check").click()
    check = held.first()
    panel.get_by_label("Red RED").select_option("Blue")
    let_go(check, panel.locator("form"))
    expect(panel.get_by_label("Red RED")).to_have_value("Blue")
    expect(panel.locator("#partners")).to_contain_text("without a partner")


def test_what_was_chosen_before_is_as_the_answer_says(panel: Locator) -> None:
    choose(panel, "HubSpot property", "shade")
    choose(panel, "Salesforce field", "Shade__c")
    panel.get_by_label("Red RED").select_option("No partner")
    panel.get_by_role("button", name="Suggest by label").click()
    expect(panel.get_by_label("Red RED")).to_have_value("Red")


@pytest.mark.parametrize(
    ("ticked", "unticked"),
    [(["Select Here"], ["Select There"]), (["Select all on this page"], [])],
    ids=["one by one", "all"],
)
def test_what_is_ticked_while_the_list_is_read_again_stays_so(
    new_context: CreateContextCallback,
    base_url: str,
    ticked: list[str],
    unticked: list[str],
) -> None:
    page = list_that_is_read_again(new_context, base_url)
    held = Held(page, re.compile(r"/crm/companies/\?"), times=1)
    reading = held.first()
    for name in unticked:
        page.get_by_label(name).uncheck()
    for name in ticked:
        page.get_by_label(name).check()
    let_go(reading, page.locator("#list"))
    expect(page.get_by_label("Select Here")).to_be_checked()
    expect(page.get_by_label("Select There")).to_be_checked(checked=not unticked)


def list_that_is_read_again(new_context: CreateContextCallback, base_url: str) -> Page:
    connect_both()
    turn_on()
    mapping("Name")
    run("sync", status="running")
    record("Here")
    there = record("There")
    page = page_of("Operator", new_context(), base_url)
    page.goto(f"{reverse('companies')}?record={there.pk}&sort=name")
    return page


def test_a_press_is_made_although_its_link_is_replaced_meanwhile(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = list_that_is_read_again(new_context, base_url)
    press(page, page.get_by_role("link", name="Here", exact=True))
    read_again(page)
    page.mouse.up()
    expect(page.get_by_role("heading", name="Here", level=1)).to_be_visible()


def test_a_press_opens_nothing_that_was_not_pressed(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = list_that_is_read_again(new_context, base_url)
    record("Store 2")
    record("Store 3")
    page.reload()
    press(page, page.get_by_role("link", name="Store 2"))
    record("Store 1")
    expect(page.get_by_role("link", name="Store 1")).to_be_visible()
    page.mouse.up()
    read_again(page)
    expect(page).to_have_url(re.compile(r"/crm/companies/\?"))


def read_again(page: Page) -> None:
    old = page.locator("#list").element_handle()
    page.wait_for_function("old => !old.isConnected", arg=old)


def test_a_rule_is_chosen_by_a_press_that_outlasts_the_answer(panel: Locator) -> None:
    panel.get_by_label("Salesforce field").fill("Nick__c")
    old = panel.locator("#about-pair").element_handle()
    press(panel.page, panel.get_by_text("Two-way", exact=True))
    panel.page.wait_for_function("old => !old.isConnected", arg=old)
    panel.page.mouse.up()
    expect(panel.get_by_role("radio", name="Two-way")).to_be_checked()


def press(page: Page, target: Locator) -> None:
    hover(page, target)
    page.mouse.down()


def hover(page: Page, target: Locator) -> None:
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
