"""Conditions of an import, typed and clicked faster than the server answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from integrations.records import Field
from tests.browser.holding import Held
from tests.browser.people import page_of
from tests.browser.test_every_page import listened_to
from tests.views.builders import turn_on
from tests.views.schemas import connect_with, picklist

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from pytest_playwright.pytest_playwright import CreateContextCallback

PAGE = "**/crm/import/"
FIELDS = [
    Field("Name", "Account Name", "string", 255),
    Field("Phone", "Phone", "phone", 40),
    picklist("Industry", "Industry", "Banking", "Education", "Energy"),
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(new_context: CreateContextCallback, base_url: str) -> Page:
    return one_condition(page_of("Operator", new_context(), base_url))


def one_condition(page: Page) -> Page:
    connect_with(FIELDS, [])
    turn_on()
    page.goto(reverse("import"))
    page.get_by_label("Accounts that meet conditions").check()
    return page


def add(page: Page) -> None:
    page.get_by_role("button", name="Add condition").click()


def remove(page: Page, number: int) -> None:
    remove_button(page, number).click()


def remove_button(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=f"Remove condition {number}", exact=True)


def choose(page: Page, label: str, text: str) -> None:
    """And leave it, at which its row is fitted."""
    page.get_by_label(label).fill(text)
    page.keyboard.press("Tab")


def fields_are(page: Page, expected: dict[int, str]) -> None:
    """The fields of all rows, by their numbers."""
    expect(page.get_by_label("Field", exact=False)).to_have_count(len(expected))
    for number, name in expected.items():
        expect(page.get_by_label(f"Field {number}")).to_have_value(name)


def let_go(held: Route, replaced: Locator) -> None:
    """On, until what the answer replaces is replaced."""
    old = replaced.element_handle()
    held.continue_()
    replaced.page.wait_for_function("old => !old.isConnected", arg=old)


def test_what_is_typed_while_a_row_is_fitted_to_its_field_stays(page: Page) -> None:
    held = Held(page, PAGE)
    choose(page, "Field 1", "Phone")
    page.keyboard.press("Tab")
    page.keyboard.type("Zan")
    expect(page.get_by_label("Value 1")).to_have_value("Zan")
    let_go(held.first(), page.locator("#condition-1"))
    page.keyboard.type("etti")
    expect(page.get_by_label("Value 1")).to_have_value("Zanetti")


def test_every_click_on_add_gives_a_row(page: Page) -> None:
    said = listened_to(page)
    held = Held(page, PAGE)
    add(page)
    first = held.first()
    add(page)
    choose(page, "Value 1", "one")
    first.continue_()
    fields_are(page, {1: "", 2: ""})
    held.first().continue_()
    held.first().continue_()
    fields_are(page, {1: "", 2: "", 3: ""})
    expect(page.get_by_label("Value 1")).to_have_value("one")
    expect(page.get_by_role("button", name="Add condition")).to_be_enabled()
    assert said == []


def test_a_row_is_added_and_removed_while_another_is_fitted(page: Page) -> None:
    add(page)
    fields_are(page, {1: "", 2: ""})
    held = Held(page, PAGE, times=1)
    choose(page, "Field 2", "Name")
    fitting = held.first()
    add(page)
    fields_are(page, {1: "", 2: "Name", 3: ""})
    remove(page, 1)
    fields_are(page, {2: "Name", 3: ""})
    page.get_by_label("Value 3").fill("three")
    let_go(fitting, page.locator("#condition-2"))
    fields_are(page, {2: "Name", 3: ""})
    expect(page.get_by_label("Value 3")).to_have_value("three")


def test_a_row_removed_while_another_comes_stays_away(page: Page) -> None:
    add(page)
    page.get_by_label("Field 2").fill("Name")
    held = Held(page, PAGE, times=2)
    add(page)
    adding = held.first()
    remove(page, 1)
    fields_are(page, {2: "Name"})
    adding.continue_()
    fields_are(page, {2: "Name", 3: ""})


def test_what_is_typed_into_a_row_is_fitted_although_another_went(page: Page) -> None:
    said = listened_to(page)
    add(page)
    held = Held(page, PAGE, times=2)
    choose(page, "Field 1", "Phone")
    first = held.first()
    choose(page, "Field 2", "Name")
    remove(page, 2)
    choose(page, "Field 1", "Industry")
    first.continue_()
    expect(page.locator("#choice-1")).to_be_visible()
    fields_are(page, {1: "Industry"})
    assert said == []


def test_a_row_that_went_does_not_come_back_with_its_answer(page: Page) -> None:
    said = listened_to(page)
    add(page)
    held = Held(page, PAGE, times=1)
    choose(page, "Field 2", "Industry")
    fitting = held.first()
    remove(page, 2)
    add(page)
    fields_are(page, {1: "", 2: ""})
    with page.expect_response(lambda it: it.request == fitting.request) as answer:
        fitting.continue_()
    answer.value.finished()
    choose(page, "Field 1", "Industry")
    expect(page.locator("#choice-1")).to_be_visible()
    fields_are(page, {1: "Industry", 2: ""})
    assert said == []


def test_the_focus_goes_on_to_the_next_row_and_then_to_add(page: Page) -> None:
    for _more in range(2):
        add(page)
    fields_are(page, {1: "", 2: "", 3: ""})
    remove_button(page, 2).press("Enter")
    expect(remove_button(page, 3)).to_be_focused()
    page.keyboard.press("Space")
    fields_are(page, {1: ""})
    expect(page.get_by_role("button", name="Add condition")).to_be_focused()


def test_of_the_only_row_everything_goes_but_the_row(page: Page) -> None:
    choose(page, "Field 1", "Industry")
    page.locator("#choice-1").select_option("Energy")
    page.get_by_label("Condition 1").select_option("is not")
    held = Held(page, PAGE, times=1)
    choose(page, "Field 1", "Phone")
    fitting = held.first()
    remove_button(page, 1).press("Enter")
    expect(page.get_by_label("Value 1")).to_have_attribute("type", "text")
    fitting.continue_()
    fields_are(page, {1: ""})
    expect(page.get_by_label("Condition 1")).to_have_value("is")
    expect(page.get_by_label("Value 1")).to_have_value("")
    expect(remove_button(page, 1)).to_be_focused()
    choose(page, "Field 1", "Industry")
    expect(page.locator("#choice-1")).to_have_value("")


def test_what_is_typed_while_a_list_comes_chooses_from_it(page: Page) -> None:
    held = Held(page, PAGE, times=1)
    choose(page, "Field 1", "Industry")
    page.keyboard.press("Tab")
    page.keyboard.type("ban")
    let_go(held.first(), page.locator("#value-1"))
    page.keyboard.type("energy")
    expect(page.get_by_label("Value 1")).to_have_value("Banking")
    expect(page.get_by_label("Value 1").get_by_role("option")).to_have_count(4)


def test_what_could_mean_two_of_a_list_chooses_none(page: Page) -> None:
    held = Held(page, PAGE, times=1)
    choose(page, "Field 1", "Industry")
    page.keyboard.press("Tab")
    page.keyboard.type("e")
    let_go(held.first(), page.locator("#value-1"))
    expect(page.get_by_label("Value 1").get_by_role("option")).to_have_count(4)
    expect(page.get_by_label("Value 1")).to_have_value("")


def test_rows_come_and_go_without_scripts(
    new_context: CreateContextCallback, base_url: str
) -> None:
    context = new_context(java_script_enabled=False)
    page = one_condition(page_of("Operator", context, base_url))
    for _more in range(2):
        add(page)
    for number, name in enumerate(("Name", "Phone", "Industry"), start=1):
        page.get_by_label(f"Field {number}").fill(name)
    page.get_by_label("Value 3").fill("ener")
    remove(page, 1)
    fields_are(page, {2: "Phone", 3: "Industry"})
    expect(page.get_by_label("Value 3")).to_have_value("Energy")
    add(page)
    fields_are(page, {2: "Phone", 3: "Industry", 4: ""})
