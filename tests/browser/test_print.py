"""Reports on paper: exact times, nothing folded, nothing to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.people import page_of
from tests.views.builders import change, outcome, record, run
from tests.views.failures import CAUSE, GROUP, PAGE, failing

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)

ON_SCREEN = ".skip, .crumbs, .tabs, .filters, .pagination, .button, button, .top, .bar"
PAINTED = """it => {
  const style = getComputedStyle(it, "::after");
  return style.content === JSON.stringify(it.title) && parseFloat(style.fontSize) > 9;
}"""


@pytest.fixture
def operator(new_context: CreateContextCallback, base_url: str) -> Page:
    page = page_of("Operator", new_context(), base_url)
    page.emulate_media(media="print")
    return page


def expect_nothing_to_click(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(ON_SCREEN).filter(visible=True)).to_have_count(0)


def expect_exact(time: Locator) -> None:
    """The moment itself is painted, and how long ago it was is not."""
    expect(time).to_have_css("font-size", "0px")
    assert time.evaluate(PAINTED)


def test_a_run_is_printed_with_its_times_and_all_that_it_wrote(operator: Page) -> None:
    now = timezone.now()
    done = run(started_at=now, finished_at=now, updated=1, read=1, total=1)
    written = [change("phone", "040 11", "040 12")]
    outcome(record("Acme"), done, "updated", changes=written)
    operator.goto(reverse("run", args=[done.pk]))
    row = operator.get_by_role("row", name="Acme")
    expect(row).to_contain_text("040 12")
    expect(row.locator(".changes")).to_be_visible()
    expect_exact(row.locator("time"))
    expect_exact(operator.locator("#progress time"))
    expect_nothing_to_click(operator)
    expect(operator.locator(".pills a").filter(visible=True)).to_have_count(0)


def test_which_of_its_records_are_listed_is_printed(operator: Page) -> None:
    done = run(finished_at=timezone.now(), updated=1)
    outcome(record("Acme"), done, "updated")
    operator.goto(reverse("run", args=[done.pk]) + "?kind=updated")
    printed = operator.locator(".pills a").filter(visible=True)
    expect(printed).to_have_text(["Updated 1"])


def test_errors_are_printed_with_what_the_crm_answered(operator: Page) -> None:
    failing("Acme", raw='{"status": "error"}')
    operator.goto(f"{GROUP}?cause={CAUSE}")
    row = operator.get_by_role("row", name="Acme")
    expect(row.get_by_text('"status"')).to_be_visible()
    expect(row.get_by_role("checkbox")).to_have_count(0)
    expect_exact(row.locator("time").first)
    expect_nothing_to_click(operator)
    operator.goto(PAGE)
    expect_exact(operator.locator("#list time").first)
    expect_nothing_to_click(operator)
