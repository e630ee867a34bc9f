"""Sync errors in a browser, with scripts and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from integrations.models import SyncError
from tests.browser.people import page_of
from tests.views.failures import PAGE, failing

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_operator_ticks_errors_and_dismisses_them(
    new_context: CreateContextCallback, base_url: str, *, scripts: bool
) -> None:
    for name in ("Acme", "Globex", "Initech"):
        failing(name)
    context = new_context(java_script_enabled=scripts)
    page = page_of("Operator", context, base_url)
    page.goto(PAGE)
    page.get_by_role("link", name="has no value in Salesforce").click()
    for name in ("Acme", "Globex"):
        page.get_by_label(f"Select the error of {name}").check()
    page.get_by_role("button", name="Dismiss selected").click()
    expect(page.get_by_role("heading", name="Dismiss 2 errors?")).to_be_visible()
    page.get_by_role("button", name="Dismiss", exact=True).click()
    expect(page.get_by_text("Dismissed 2 errors.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    assert SyncError.objects.open().get().record.name == "Initech"


def test_one_box_ticks_the_whole_page(
    new_context: CreateContextCallback, base_url: str
) -> None:
    for name in ("Acme", "Globex"):
        failing(name)
    page = page_of("Operator", new_context(), base_url)
    page.goto(PAGE)
    page.get_by_role("link", name="has no value in Salesforce").click()
    every = page.get_by_label("Select all on this page")
    every.check()
    boxes = page.locator("[name=error]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        expect(box).to_be_checked()
    every.uncheck()
    for box in boxes.all():
        expect(box).not_to_be_checked()


def test_a_search_narrows_the_list_while_typing(
    new_context: CreateContextCallback, base_url: str
) -> None:
    failing()
    failing("Globex", "Too long.", category="value", cause="long")
    page = page_of("Viewer", new_context(), base_url)
    page.goto(PAGE)
    page.get_by_label("Search by record").press_sequentially("globex")
    expect(page.get_by_role("link", name="has no value")).to_have_count(0)
    expect(page.get_by_role("link", name="Too long.")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
