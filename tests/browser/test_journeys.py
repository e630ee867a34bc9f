"""What people do here, once with scripts and once without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from integrations.models import Mapping, SyncRun
from tests.browser.people import page_of
from tests.views.builders import (
    connect_both,
    mapping,
    outcome,
    person,
    record,
    run,
    turn_on,
)

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def admin(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, base_url: str
) -> Page:
    context = new_context(java_script_enabled=request.param)
    return page_of("Admin", context, base_url)


def test_somebody_signs_in_looks_for_a_company_and_leaves(
    new_context: CreateContextCallback,
) -> None:
    ann = person("Viewer")
    ann.set_password("a long passphrase")
    ann.save()
    record("Acme")
    record("Globex")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/crm/companies/")
    page.get_by_label("Username").fill(ann.username)
    page.get_by_label("Password").fill("a long passphrase")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Companies")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_company_is_searched_opened_and_left_by_going_back(admin: Page) -> None:
    record("Acme", domain="acme.example")
    record("Globex")
    admin.goto(reverse("companies"))
    admin.get_by_role("searchbox").fill("acm")
    admin.get_by_role("button", name="Search").click()
    expect(admin.get_by_role("link", name="Globex")).to_have_count(0)
    expect(admin).to_have_url(re.compile("q=acm"))
    admin.get_by_role("link", name="Acme").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Acme")
    admin.go_back()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Companies")
    expect(admin.get_by_role("link", name="Acme")).to_be_visible()
    expect(admin.get_by_role("link", name="Globex")).to_have_count(0)


def test_searching_and_filtering_go_together(admin: Page) -> None:
    record("Acme", status="failing")
    record("Acme Two", status="in_sync")
    record("Globex", status="failing")
    admin.goto(reverse("companies"))
    admin.get_by_role("link", name="Failing 2").click()
    expect(admin.get_by_role("row")).to_have_count(3)
    admin.get_by_role("searchbox").fill("acme")
    admin.get_by_role("button", name="Search").click()
    expect(admin.get_by_role("row")).to_have_count(2)
    expect(admin.get_by_role("link", name="Failing 1")).to_have_attribute(
        "aria-current", "true"
    )


def test_sync_companies_is_turned_off_after_asking(admin: Page) -> None:
    connect_both()
    integration = turn_on()
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("switch", name="Sync companies").click()
    expect(
        admin.get_by_text("Nothing is read from either CRM any more")
    ).to_be_visible()
    integration.refresh_from_db()
    assert integration.sync_companies
    admin.get_by_role("button", name="Turn off").click()
    expect(admin.get_by_role("status")).to_contain_text("Sync companies is off.")
    expect(admin.get_by_role("switch")).not_to_be_checked()
    integration.refresh_from_db()
    assert not integration.sync_companies


def test_turning_off_can_be_thought_better_of(admin: Page) -> None:
    connect_both()
    turn_on()
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("switch").click()
    admin.get_by_role("link", name="Cancel").click()
    expect(admin.get_by_role("switch")).to_be_checked()
    expect(admin.get_by_role("button", name="Turn off")).to_have_count(0)


def test_a_sync_rule_is_changed(admin: Page) -> None:
    connect_both("Phone")
    phone = mapping("Phone", Mapping.Rule.TWO_WAY)
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Phone").click()
    admin.get_by_role("radio", name="Always use Salesforce").check()
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text(
        "Always use Salesforce"
    )
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.ALWAYS_SALESFORCE


def test_mappings_are_searched(admin: Page) -> None:
    connect_both("Phone", "Name")
    mapping("Phone")
    mapping("Name")
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("searchbox").fill("phone")
    admin.get_by_role("button", name="Filter").click()
    expect(admin.get_by_role("row")).to_have_count(2)
    expect(admin.get_by_role("row", name="Phone")).to_be_visible()


def test_an_import_of_chosen_accounts_is_started_paused_and_cancelled(
    admin: Page,
) -> None:
    turn_on()
    admin.goto(reverse("import"))
    admin.get_by_role("radio", name="A list of accounts").check()
    admin.get_by_role("textbox", name="Account ids").fill("not an id")
    admin.get_by_role("button", name="Start import").click()
    expect(
        admin.get_by_text("Line 1: no Salesforce account id (not an id)")
    ).to_be_visible()
    admin.get_by_role("textbox", name="Account ids").fill("001000000000001AAA")
    admin.get_by_role("button", name="Start import").click()
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Import")
    expect(admin.get_by_role("progressbar")).to_be_visible()
    admin.get_by_role("button", name="Pause").click()
    admin.get_by_role("button", name="Resume").click()
    admin.get_by_role("button", name="Cancel run").click()
    expect(admin.get_by_text("Cancelled", exact=True)).to_be_visible()
    assert SyncRun.objects.get().status == SyncRun.Status.CANCELLED


def test_a_run_is_watched_to_its_end_without_reloading(
    new_context: CreateContextCallback, base_url: str
) -> None:
    live = run("import", status="running", total=4, started_at=timezone.now())
    page = page_of("Viewer", new_context(), base_url)
    page.goto(reverse("run", args=[live.pk]))
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    outcome(record("Acme"), live)
    SyncRun.objects.update(created=4, status="succeeded", finished_at=timezone.now())
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "4")
    expect(page.get_by_role("link", name="Acme")).to_be_visible()
    expect(page.locator("[hx-trigger^=every]")).to_have_count(0)


def test_a_refusal_is_shown_in_the_words_of_the_server(
    new_context: CreateContextCallback, base_url: str
) -> None:
    connect_both()
    page = page_of("Admin", new_context(), base_url)
    page.goto(reverse("companies-tab"))
    Group.objects.get(name="Admin").user_set.clear()
    page.get_by_role("switch", name="Sync companies").click()
    expect(page.get_by_role("alert")).to_contain_text("This needs the role Admin.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("switch")).to_be_visible()


def test_an_answer_that_fails_is_not_passed_over_in_silence(
    new_context: CreateContextCallback, base_url: str
) -> None:
    page = page_of("Viewer", new_context(), base_url)
    page.goto(reverse("companies"))
    page.context.set_offline(True)
    page.get_by_role("searchbox").fill("acme")
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_have_count(0)
