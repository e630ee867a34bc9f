"""Field mappings made and changed in a browser, with scripts and without."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from integrations.models import Mapping
from integrations.records import Field
from tests.browser.holding import Held
from tests.browser.people import page_of
from tests.browser.test_every_page import listened_to
from tests.views.schemas import connect_with, dropdown, picklist, text

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def admin(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, base_url: str
) -> Page:
    connect_with(
        [
            Field("Nick__c", "Nickname", "string", 80),
            Field("Size__c", "Size", "double"),
            picklist("Shade__c", "Shade of it", "Red", "Blue"),
        ],
        [text("nick", "Nick"), dropdown("shade", "Shade", "Red", "Blue", "Odd")],
    )
    return page_of("Admin", new_context(java_script_enabled=request.param), base_url)


def choose(page: Page, label: str, name: str) -> None:
    """What a page says of it comes by itself with scripts, by Check without."""
    page.get_by_label(label).fill(name)
    page.get_by_label(label).press("Tab")


def test_a_mapping_is_checked_added_and_deleted(admin: Page) -> None:
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Add new field mapping").click()
    choose(admin, "HubSpot property", "nick")
    choose(admin, "Salesforce field", "Size__c")
    admin.get_by_role("button", name="Check").click()
    expect(admin.locator("#field-notes")).to_contain_text("choose a field of type")
    expect(admin.locator("#property-hint")).to_have_text("Nick · single-line text")
    choose(admin, "Salesforce field", "Nick__c")
    if admin.evaluate("Boolean(window.htmx)"):
        expect(admin.locator("#field-hint")).to_have_text("Nickname · Text")
    admin.get_by_role("radio", name="Two-way").check()
    admin.get_by_role("button", name="Save").click()
    row = admin.get_by_role("row", name="Nick nick")
    expect(row).to_contain_text("Two-way")
    row.get_by_role("link", name="Edit").click()
    admin.get_by_role("link", name="Delete mapping").click()
    admin.get_by_role("button", name="Delete mapping").click()
    expect(admin.get_by_role("heading", name="No mappings yet")).to_be_visible()
    assert not Mapping.objects.exists()


def test_a_value_map_is_suggested_completed_and_saved(admin: Page) -> None:
    admin.goto(reverse("mapping-add"))
    choose(admin, "HubSpot property", "shade")
    choose(admin, "Salesforce field", "Shade__c")
    admin.get_by_role("button", name="Check").click()
    expect(admin.get_by_label("Red RED")).to_have_value("Red")
    expect(admin.locator("#values-notes")).to_contain_text("'Odd'")
    admin.get_by_label("Odd ODD").select_option("Blue")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("row", name="Shade shade")).to_contain_text("OK")
    made = Mapping.objects.get()
    assert made.values == {"RED": "Red", "BLUE": "Blue", "ODD": "Blue"}


@pytest.mark.parametrize("admin", [True], indirect=True)
def test_what_is_said_follows_what_is_chosen_without_a_button(admin: Page) -> None:
    admin.goto(reverse("mapping-add"))
    choose(admin, "HubSpot property", "shade")
    expect(admin.locator("#field-hint")).to_have_text(
        "Only fields that fit Shade are offered"
    )
    expect(admin.get_by_label("Salesforce field")).to_be_focused()
    choose(admin, "Salesforce field", "Shade__c")
    expect(admin.locator("#field-hint")).to_have_text("Shade of it · Picklist")
    expect(admin.locator(".choices")).to_contain_text(
        "Salesforce's Shade of it always overwrites HubSpot's Shade"
    )
    admin.get_by_label("Odd ODD").select_option("Blue")
    written = admin.get_by_label("HubSpot option for Blue")
    expect(written.get_by_role("option")).to_have_text(["Blue", "Odd"])
    expect(admin.locator("#values-notes")).to_have_text("")
    admin.get_by_role("radio", name="Always use HubSpot").check()
    expect(admin.get_by_role("radio", name="Always use HubSpot")).to_be_checked()
    expect(admin.get_by_label("Odd ODD")).to_have_value("Blue")


@pytest.mark.parametrize("admin", [True], indirect=True)
def test_a_choice_counts_as_soon_as_it_can_be_seen(admin: Page) -> None:
    """No time goes by in which what was drawn anew does not listen yet."""
    admin.goto(reverse("mapping-add") + "?property=shade")
    admin.clock.install()
    admin.clock.pause_at(timezone.now() + timedelta(hours=1))
    choose(admin, "Salesforce field", "Shade__c")
    admin.get_by_label("Odd ODD").select_option("Blue")
    expect(admin.get_by_label("HubSpot option for Blue")).to_be_visible()


@pytest.mark.parametrize("admin", [True], indirect=True)
def test_an_answer_that_comes_after_its_place_was_drawn_anew_is_no_error(
    admin: Page,
) -> None:
    said = listened_to(admin)
    held = Held(admin, f"**{reverse('mapping-check')}")
    admin.goto(reverse("mapping-add") + "?property=nick&field=Nick__c")
    with admin.expect_request(f"**{reverse('mapping-check')}"):
        admin.get_by_role("radio", name="Two-way").check()
    choose(admin, "HubSpot property", "shade")
    expect(admin.locator("#property-hint")).to_contain_text("Shade")
    late = held.first()
    with admin.expect_event("requestfinished"):
        late.continue_()
    choose(admin, "Salesforce field", "Shade__c")
    expect(admin.locator("#field-hint")).to_have_text("Shade of it · Picklist")
    assert said == []
