"""The five journeys of the users, through both CRMs, with scripts and without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from integrations.models import Record, SyncError, SyncRun
from tests.browser.people import page_of
from tests.browser.worker import Worker
from tests.engine.schemas import (
    change_property,
    create_field,
    create_property,
    dropdown,
    picklist,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page
    from pytest_playwright.pytest_playwright import CreateContextCallback

    from tests.engine.world import World


@dataclass
class Visitor:
    page: Page
    has_scripts: bool
    worker: Worker

    def sees(self, awaited: Locator) -> None:
        """Scripts bring it by themselves; without them, one reloads."""
        if not self.has_scripts:
            self.worker.wait_until_idle()
            self.page.reload()
        expect(awaited).to_be_visible()


@pytest.fixture
def synced(world: World) -> World:
    world.switch_on()
    return world


@pytest.fixture
def worker(world: World) -> Iterator[Worker]:
    made = Worker()
    made.start()
    yield made
    made.over.set()
    made.join()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def admin(
    request: pytest.FixtureRequest,
    new_context: CreateContextCallback,
    base_url: str,
    worker: Worker,
) -> Visitor:
    context = new_context(java_script_enabled=request.param)
    return Visitor(page_of("Admin", context, base_url), request.param, worker)


def test_sync_companies_goes_on_and_a_company_arrives(
    admin: Visitor, world: World
) -> None:
    world.create_account(Name="Older Than The Sync")
    page = admin.page
    page.goto(reverse("companies-tab"))
    page.get_by_role("switch", name="Sync companies").click()
    expect(page.get_by_text("Older accounts do not flood in")).to_be_visible()
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("Sync companies is on.")).to_be_visible()
    admin.worker.wait_until_idle()

    world.create_account(Name="Harbour Works")
    page.goto(reverse("runs"))
    page.get_by_role("button", name="Sync now").click()
    admin.sees(page.get_by_role("row", name="Harbour Works"))
    page.get_by_role("link", name="Harbour Works").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Works")
    expect(page.locator("#sync-card")).to_contain_text("In sync")
    assert world.companies() == 1


def test_a_mapping_is_added_broken_and_mended(admin: Visitor, synced: World) -> None:
    create_property(synced, "shade", **dropdown("red", "blue"))
    create_field(synced, "Shade__c", "Picklist", **picklist("Red", "Blue"))
    page = admin.page
    page.goto(reverse("companies-tab"))
    refresh_fields(page)
    page.get_by_role("link", name="Add new field mapping").click()
    choose(page, "HubSpot property", "shade")
    choose(page, "Salesforce field", "Shade__c")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_label("Red red")).to_have_value("Red")
    page.get_by_role("radio", name="Two-way").check()
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name="Shade shade")
    expect(row).to_contain_text("OK")

    azure = dropdown("red", "azure")["options"]
    change_property(synced, "shade", options=azure)
    refresh_fields(page)
    expect(row).to_contain_text("has no option 'blue'")

    row.get_by_role("link", name="Edit").click()
    page.get_by_label("Azure azure").select_option("Blue")
    page.get_by_label("blue No longer in HubSpot").select_option("No partner")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("OK")
    account_id = synced.create_account(Name="Sky", Shade__c="Blue")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    assert synced.company(company_id, "shade")["shade"] == "azure"


def refresh_fields(page: Page) -> None:
    page.get_by_role("button", name="Refresh fields").click()
    expect(page.get_by_text("Salesforce fields and")).to_be_visible()


def choose(page: Page, label: str, name: str) -> None:
    page.get_by_label(label).fill(name)
    page.get_by_label(label).press("Tab")


def test_a_record_is_resynced_and_the_result_is_told_in_place(
    admin: Visitor, synced: World
) -> None:
    record = acme(synced)
    synced.change_account(record.account_id or "", Phone="+49 421 1")
    page = admin.page
    page.goto(reverse("company", args=[record.company_id]))
    page.get_by_text("Actions", exact=True).click()
    page.get_by_role("button", name="Resync").click()
    result = page.get_by_role("status", name="Resync")
    admin.sees(result.get_by_text("Updated", exact=True))
    expect(result).to_contain_text("+49 421 1")
    if not admin.has_scripts:
        page.get_by_role("link", name="Back to the record").click()
    expect(page).to_have_url(re.compile(rf"/crm/companies/{record.company_id}/$"))
    expect(page.locator("#history")).to_contain_text("+49 421 1")
    company = synced.company(record.company_id or "", "phone")
    assert company["phone"] == "+49 421 1"


def acme(world: World) -> Record:
    account_id = world.create_account(Name="Acme")
    world.sync()
    return world.record(account_id)


def test_an_import_is_paused_and_goes_on(admin: Visitor, world: World) -> None:
    world.create_accounts({"Name": f"Harbour {number}"} for number in range(250))
    world.switch_on()
    admin.worker.rests = has_begun
    page = admin.page
    page.goto(reverse("import"))
    page.get_by_role("radio", name="All accounts").check()
    page.get_by_role("button", name="Start import").click()
    until(page, admin, "200 of 250 records")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    admin.worker.rests = never
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "200")
    page.get_by_role("button", name="Resume").click()
    admin.sees(page.get_by_text("Succeeded", exact=True))
    expect(page.get_by_text("250 of 250 records")).to_be_visible()
    assert world.companies() == 250


def has_begun(run: SyncRun) -> bool:
    run.refresh_from_db()
    return run.created > 0


def never(_run: SyncRun) -> bool:
    return False


def until(page: Page, admin: Visitor, text: str) -> None:
    while not (admin.has_scripts or page.get_by_text(text).is_visible()):
        page.reload()
    expect(page.get_by_text(text)).to_be_visible()


def test_an_error_is_found_understood_and_cleared(
    admin: Visitor, synced: World
) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    company_id = acme(synced).company_id or ""
    synced.change_company(company_id, city="x" * 41)
    synced.sync()
    page = admin.page
    page.goto(reverse("companies"))
    page.get_by_role("link", name="1 open").click()
    page.get_by_role("link", name="Sync errors").click()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("row", name="Acme")).to_contain_text("x" * 41)
    expect(page.get_by_text("What to do")).to_be_visible()

    synced.change_company(company_id, city="Bremen")
    page.get_by_role("button", name="Retry all").click()
    admin.sees(page.get_by_text("Succeeded", exact=True))
    page.get_by_role("link", name="Sync errors").click()
    expect(page.get_by_role("heading", name="All is well")).to_be_visible()
    assert not SyncError.objects.open().exists()
    assert (
        synced.account(synced.record_of_company(company_id).account_id or "")[
            "BillingCity"
        ]
        == "Bremen"
    )
