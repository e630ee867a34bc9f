"""Answers that come in another order than they were asked for."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.holding import Held
from tests.browser.test_every_page import listened_to
from tests.views.builders import run

LIST = re.compile(r"/crm/companies/\?")

pytestmark = pytest.mark.django_db(transaction=True)


def arrive(page: Page, late: Route) -> None:
    with page.expect_response(lambda it: it.request == late.request) as answer:
        late.continue_()
    answer.value.finished()
    page.evaluate("() => new Promise((done) => setTimeout(done))")


def test_the_mapping_clicked_last_is_in_the_panel(admin: Page) -> None:
    admin.goto(reverse("companies-tab"))
    held = Held(admin, re.compile(r"/mappings/\d+/"), times=1)
    admin.get_by_role("link", name="Edit Phone").click()
    late = held.first()
    admin.get_by_role("link", name="Edit Website").click()
    panel = admin.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Website")
    arrive(admin, late)
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Website")


def test_a_choice_for_one_mapping_is_never_carried_to_another(admin: Page) -> None:
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Website").click()
    panel = admin.locator("#panel")
    expect(panel).to_be_visible()
    held = Held(admin, re.compile(r"/mappings/\d+/"), times=1)
    phone = admin.get_by_role("link", name="Edit Phone", include_hidden=True)
    phone.dispatch_event("click")
    late = held.first()
    panel.get_by_role("radio", name="Always use HubSpot").check()
    arrive(admin, late)
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Website")
    expect(panel.get_by_role("radio", name="Always use HubSpot")).to_be_checked()


@pytest.mark.parametrize("going_on", ["typing", "escape", "another dialog"])
def test_nothing_opens_for_somebody_who_went_on(admin: Page, going_on: str) -> None:
    admin.goto(reverse("companies-tab"))
    held = Held(admin, re.compile(r"/mappings/\d+/$"), times=1)
    admin.get_by_role("link", name="Edit Phone").click()
    late = held.first()
    if going_on == "typing":
        admin.locator("#filters").get_by_role("searchbox").fill("web")
    elif going_on == "escape":
        admin.keyboard.press("Escape")
    else:
        admin.get_by_role("link", name="Resync Website").click()
        expect(admin.locator("#dialog")).to_be_visible()
    arrive(admin, late)
    expect(admin.locator("#panel")).to_be_hidden()


def test_the_list_and_its_address_follow_the_filter_chosen_last(admin: Page) -> None:
    said = listened_to(admin)
    admin.goto(reverse("companies"))
    held = Held(admin, LIST, times=1)
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    late = held.first()
    pills.get_by_role("link", name="In sync").click()
    expect(admin.get_by_role("link", name="Alder Farm")).to_be_visible()
    arrive(admin, late)
    expect(admin).to_have_url(re.compile("status=in_sync"))
    expect(admin.get_by_role("link", name="Alder", exact=True)).to_have_count(0)
    assert said == []


def test_a_search_under_way_goes_along_with_a_filter(admin: Page) -> None:
    admin.goto(reverse("companies"))
    held = Held(admin, LIST, times=1)
    admin.get_by_role("search").get_by_label("Search by name").fill("birch")
    late = held.first()
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    only_birch_that_fails(admin)
    arrive(admin, late)
    only_birch_that_fails(admin)


def test_a_filter_under_way_goes_along_with_a_search_and_an_order(admin: Page) -> None:
    admin.goto(reverse("companies"))
    held = Held(admin, re.compile(r"/crm/companies/\?(?!.*birch)"))
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    first = held.first()
    admin.get_by_role("link", name="Name", exact=True).click()
    second = held.first()
    admin.get_by_role("search").get_by_label("Search by name").fill("birch")
    only_birch_that_fails(admin)
    expect(admin).to_have_url(re.compile("sort=-?name"))
    arrive(admin, second)
    arrive(admin, first)
    only_birch_that_fails(admin)


def only_birch_that_fails(admin: Page) -> None:
    expect(admin.locator("#list tbody tr")).to_have_count(1)
    expect(admin.get_by_role("link", name="Birch", exact=True)).to_be_visible()
    expect(admin).to_have_url(re.compile("(?=.*q=birch)(?=.*status=failing)"))


def test_what_is_shown_may_be_chosen_again_over_a_filter_under_way(
    admin: Page,
) -> None:
    admin.goto(reverse("companies"))
    held = Held(admin, LIST, times=1)
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    late = held.first()
    pills.get_by_role("link", name="All").click()
    expect(admin).to_have_url(re.compile("status=$|status=&"))
    arrive(admin, late)
    expect(admin.locator("#list tbody tr")).to_have_count(4)


def test_back_is_not_undone_by_a_late_answer(admin: Page) -> None:
    said = listened_to(admin)
    admin.goto(reverse("companies"))
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    expect(admin).to_have_url(re.compile("status=failing"))
    held = Held(admin, re.compile("status=in_sync"), times=1)
    pills.get_by_role("link", name="In sync").click()
    late = held.first()
    admin.evaluate("history.back()")
    expect(admin).not_to_have_url(re.compile("status="))
    arrive(admin, late)
    expect(admin).not_to_have_url(re.compile("status="))
    expect(admin.locator("#list tbody tr")).to_have_count(4)
    expect(admin.locator("#list")).not_to_have_attribute("aria-busy", "true")
    admin.get_by_role("button", name="Resync all found").click()
    expect(admin.get_by_role("heading", name="Resync 4 records?")).to_be_visible()
    assert said == []


def test_a_list_is_not_read_again_over_a_filter_under_way(admin: Page) -> None:
    run("sync", status="running")
    admin.goto(reverse("companies") + "?q=a")
    held = Held(admin, re.compile("status=failing"), times=1)
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    late = held.first()
    with admin.expect_response(LIST):
        """By itself, every two seconds while a run is going."""
    arrive(admin, late)
    expect(admin).to_have_url(re.compile("status=failing"))
    expect(admin.get_by_role("link", name="Alder Farm")).to_have_count(0)


@pytest.mark.parametrize("by", ["Enter", "Check"])
def test_the_company_asked_about_last_is_the_one_told(admin: Page, by: str) -> None:
    said = listened_to(admin)
    admin.goto(reverse("inclusion-check"))
    held = Held(admin, re.compile(r"company=Nobody"))
    ask_about(admin, "Nobody", by)
    late = held.first()
    ask_about(admin, "Alder", by)
    late.continue_()
    told = admin.locator("#check-result")
    expect(told.get_by_role("link", name="Alder Farm")).to_be_visible()
    expect(admin.get_by_text("Asking both CRMs…")).to_have_css("opacity", "0")
    assert said == []


def ask_about(admin: Page, name: str, by: str) -> None:
    admin.get_by_label("Company id or name").fill(name)
    if by == "Enter":
        admin.get_by_label("Company id or name").press("Enter")
    else:
        admin.get_by_role("button", name="Check", exact=True).click()


def test_a_form_is_sent_once_by_two_presses_of_enter(admin: Page) -> None:
    admin.goto(reverse("sync-rules"))
    sent: list[Request] = []
    admin.on("request", lambda it: sent.append(it) if it.method == "POST" else None)
    number = admin.locator("#sync-rules input[type=number]").first
    held = Held(admin, "**" + reverse("sync-rules"), times=1)
    number.focus()
    admin.keyboard.press("Enter")
    admin.keyboard.press("Enter")
    held.first().continue_()
    expect(admin.get_by_text("Saved")).to_be_visible()
    assert len(sent) == 1


def test_what_a_list_offers_for_all_it_finds_waits_until_it_shows_them(
    admin: Page,
) -> None:
    admin.goto(reverse("companies"))
    held = Held(admin, LIST, times=1)
    search = admin.get_by_role("search").get_by_label("Search by name")
    resync = admin.get_by_role("button", name="Resync all found")
    expect(resync).to_be_visible()
    search.fill("birch")
    expect(admin.locator("#choice")).to_have_attribute("inert", "")
    held.first().continue_()
    expect(admin.locator("#list tbody tr")).to_have_count(2)
    expect(admin.locator("#choice")).not_to_have_attribute("inert", "")
    resync.click()
    expect(admin.get_by_role("heading", name="Resync 2 records?")).to_be_visible()


def test_what_is_being_saved_waits_for_the_answer(admin: Page) -> None:
    said = listened_to(admin)
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Phone").click()
    form = admin.locator("#mapping-form")
    form.get_by_role("radio", name="Always use HubSpot").check()
    held = Held(admin, re.compile(r"/mappings/\d+/$"), times=1)
    form.get_by_role("button", name="Save").dblclick()
    saving = held.first()
    expect(form).to_have_attribute("inert", "")
    saving.continue_()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text("Always use HubSpot")
    expect(admin.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert said == []


def test_what_is_saved_rests_also_while_a_check_is_answered(admin: Page) -> None:
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Phone").click()
    form = admin.locator("#mapping-form")
    held = Held(admin, re.compile(r"/mappings/(check|\d+)/$"))
    form.get_by_role("radio", name="Always use HubSpot").check()
    check = held.first()
    form.get_by_role("button", name="Save").click()
    saving = held.first()
    arrive(admin, check)
    expect(form).to_have_attribute("inert", "")
    saving.continue_()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text("Always use HubSpot")


def test_a_check_that_failed_may_be_asked_again_at_once(admin: Page) -> None:
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Phone").click()
    address = re.compile(r"/mappings/\d+/$")
    admin.route(address, lambda it: it.fulfill(status=500), times=1)
    form = admin.locator("#mapping-form")
    form.get_by_role("button", name="Check").click()
    expect(admin.get_by_role("alert")).to_contain_text("That did not work")
    form.get_by_role("button", name="Check").click()
    expect(form.locator("#partners")).to_contain_text("These two fit")


def test_that_somebody_waits_is_shown(admin: Page) -> None:
    admin.goto(reverse("companies"))
    held = Held(admin, LIST, times=1)
    pills = admin.get_by_role("navigation", name="Status")
    pills.get_by_role("link", name="Failing").click()
    waited_for = held.first()
    expect(admin.locator("body")).to_have_css("cursor", "progress")
    waited_for.continue_()
    expect(admin.locator("body")).not_to_have_css("cursor", "progress")
