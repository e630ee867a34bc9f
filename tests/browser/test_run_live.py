"""A run that goes on, before somebody who reads what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from integrations.models import SyncRun
from tests.browser.people import page_of
from tests.views.builders import outcome, record, run

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback


def test_counts_are_live_and_the_list_waits_for_its_reader(
    new_context: CreateContextCallback, base_url: str
) -> None:
    live = run("import", status="running", total=521, started_at=timezone.now())
    page = page_of("Viewer", new_context(), base_url)
    page.goto(reverse("run", args=[live.pk]))
    expect(page.get_by_text("Nothing yet")).to_be_visible()
    outcome(record("Acme"), live)
    SyncRun.objects.update(created=98, unchanged=23)
    expect(page.get_by_text("121 of 521 records")).to_be_visible()
    expect(page.get_by_role("link", name="Created 98")).to_be_visible()
    expect(page.get_by_role("link", name="Acme")).to_be_visible()
    outcome(record("Globex"), live)
    newest = page.get_by_role("link", name="Show the newest")
    expect(newest).to_be_visible()
    expect(page.get_by_role("link", name="Globex")).to_have_count(0)
    newest.click()
    expect(page.get_by_role("link", name="Globex")).to_be_visible()
    expect(newest).to_have_count(0)
