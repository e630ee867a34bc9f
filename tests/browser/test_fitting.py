"""What has to fit into the window of a desk or a phone, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.browser.looks import DESK, PHONE, is_cut_off
from tests.browser.people import page_of
from tests.views.builders import change, outcome, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

    from tests.engine.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_every_tab_is_within_the_page(
    new_context: CreateContextCallback, base_url: str, language: str
) -> None:
    for number in range(12):
        sync_error(record(f"Acme {number}"), "Salesforce refused it.")
    context = new_context(locale=language, viewport=DESK)
    page = page_of("Admin", context, base_url)
    page.goto(reverse("runs"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert not is_wider_than_shown(page.locator(".tabs"))


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_field_that_rests_is_told_within_the_card(
    new_context: CreateContextCallback, base_url: str, world: World, language: str
) -> None:
    world.switch_on()
    account_id = world.create_account(
        Name="Acme", Phone="+39 011 555 0100", BillingCity="Turin"
    )
    world.sync()
    acme = world.record(account_id)
    acme.paused = dict.fromkeys(["phone", "city"], timezone.now().isoformat())
    acme.save()
    world.change_account(account_id, Phone="+39 011 555 0199", BillingCity="Rome")
    context = new_context(locale=language, viewport=DESK)
    page = page_of("Admin", context, base_url)
    page.goto(reverse("company", args=[acme.company_id]))
    expect(page.locator("#values button[name=property]")).to_have_count(2)
    assert not is_wider_than_shown(page.locator("#values .table-wrap"))


@pytest.mark.parametrize("language", ["en", "it", "fr"])
def test_a_run_that_can_be_undone_fits_on_a_phone(
    new_context: CreateContextCallback, base_url: str, language: str
) -> None:
    turn_on()
    over = run(status="succeeded", updated=1)
    change_of_city = change("city", "Turin", "Rome")
    outcome(record("Acme"), over, "updated", changes=[change_of_city])
    page = page_of("Admin", new_context(locale=language, viewport=PHONE), base_url)
    page.goto(reverse("run", args=[over.pk]))
    expect(
        page.locator(f"[href='{reverse('undo-run', args=[over.pk])}']")
    ).to_be_visible()
    assert not is_cut_off(page)


def is_wider_than_shown(box: Locator) -> bool:
    return bool(box.evaluate("it => it.scrollWidth > it.clientWidth"))
