"""Clicks that come twice, from two tabs, or after going back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from integrations.models import Mapping, SettingChange, SyncRun
from tests.browser.people import page_of
from tests.views.builders import connect_both, mapping

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext
    from pytest_playwright.pytest_playwright import CreateContextCallback

    from tests.engine.world import World

BEGUN = re.compile("^(Queued|Resync under way…)$")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def context(
    request: pytest.FixtureRequest, new_context: CreateContextCallback
) -> BrowserContext:
    return new_context(java_script_enabled=request.param)


@pytest.fixture
def admin(context: BrowserContext, base_url: str) -> Page:
    return page_of("Admin", context, base_url)


def test_a_double_click_turns_the_sync_on_once(admin: Page, world: World) -> None:
    world.create_account(Name="Acme")
    admin.goto(reverse("sync-on"))
    admin.get_by_role("button", name="Turn on").dblclick()
    expect(admin.get_by_role("switch", name="Sync companies")).to_be_checked()
    assert SyncRun.objects.get().kind == SyncRun.Kind.CENSUS
    assert SettingChange.objects.filter(setting="Sync companies").count() == 1


def test_a_double_click_starts_one_run(admin: Page, world: World) -> None:
    for address, button in starts(world).items():
        before = SyncRun.objects.count()
        admin.goto(address)
        if "import" in address and "plan" not in address:
            admin.get_by_role("radio", name="All accounts").check()
        if button == "Resync":
            admin.get_by_text("Actions", exact=True).click()
        admin.get_by_role("button", name=button, exact=True).dblclick()
        expect(admin.get_by_text(BEGUN).first).to_be_visible()
        assert SyncRun.objects.count() == before + 1, address


def starts(world: World) -> dict[str, str]:
    """Every kind of button that starts a run, by the page it is on."""
    world.integration.mappings.filter(property="city").update(rule="two_way")
    world.switch_on()
    account_id = world.create_account(Name="Acme", Phone="1")
    world.sync()
    world.change_account(account_id, Phone="2")
    over = world.sync()
    record = world.record(account_id)
    world.change_company(record.company_id or "", city="x" * 41)
    world.sync()
    world.create_account(Name="Globex")
    plan = world.import_accounts(dry_run=True)
    other = world.create_company(name="Initech")
    world.sync()
    cause = record.errors.get().cause
    return {
        reverse("runs"): "Sync now",
        reverse("import"): "Start import",
        reverse("company", args=[record.company_id]): "Resync",
        f"{reverse('resync')}?record={world.record_of_company(other).pk}": (
            "Start resync"
        ),
        f"{reverse('error-group')}?cause={cause}": "Retry all",
        reverse("plan-counts", args=[plan.pk]): "Apply this plan",
        reverse("undo-run", args=[over.pk]): "Undo on 1 record",
    }


def test_the_second_of_two_tabs_is_told_what_the_first_changed(
    admin: Page, context: BrowserContext
) -> None:
    connect_both("Phone")
    phone = mapping("Phone", Mapping.Rule.TWO_WAY)
    second = context.new_page()
    for page in (admin, second):
        page.goto(reverse("mapping-edit", args=[phone.pk]))
    saved(admin, "Always use Salesforce")
    expect(admin.get_by_role("row", name="Phone")).to_contain_text("Always use")
    saved(second, "Don’t sync")
    told = second.get_by_role("alert")
    expect(told).to_contain_text("This mapping was changed meanwhile")
    expect(told).to_contain_text("Admin-")
    expect(told).to_contain_text("Sync rule: Two-way → Always use Salesforce")
    expect(told).to_contain_text("Sync rule: Two-way → Don’t sync")
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.ALWAYS_SALESFORCE
    saved(second, "Don’t sync")
    expect(second.get_by_role("row", name="Phone")).to_contain_text("Don’t sync")


def saved(page: Page, rule: str) -> None:
    page.get_by_role("radio", name=rule).check()
    page.get_by_role("button", name="Save").click()


def test_the_accounts_to_import_are_still_there_after_going_back(
    admin: Page, world: World
) -> None:
    world.switch_on()
    account_id = world.create_account(Name="Acme")
    admin.goto(reverse("import"))
    admin.get_by_role("radio", name="A list of accounts").check()
    admin.get_by_role("textbox", name="Account ids").fill(account_id)
    admin.get_by_role("button", name="Count first").click()
    plan = admin.get_by_role("heading", level=1)
    expect(plan).to_have_text("What the import would do")
    admin.go_back()
    expect(admin.locator("h1")).to_have_text("Import accounts")
    expect(admin.get_by_role("radio", name="A list of accounts")).to_be_checked()
    ids = admin.get_by_role("textbox", name="Account ids")
    expect(ids).to_have_value(account_id)
    admin.get_by_role("button", name="Start import").click()
    expect(admin.get_by_text("Queued", exact=True)).to_be_visible()
    made = SyncRun.objects.get(kind=SyncRun.Kind.IMPORT, dry_run=False)
    assert made.scope["ids"] == [account_id]


def test_a_mapping_half_edited_is_still_there_after_going_back(admin: Page) -> None:
    connect_both("Phone")
    phone = mapping("Phone", Mapping.Rule.TWO_WAY)
    admin.goto(reverse("mapping-edit", args=[phone.pk]))
    admin.get_by_role("radio", name="Don’t sync").check()
    admin.get_by_role("link", name="Cancel").click()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text("Two-way")
    admin.go_back()
    expect(admin.locator("h1")).to_have_count(1)
    expect(admin.get_by_role("radio", name="Don’t sync")).to_be_checked()
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text("Don’t sync")
