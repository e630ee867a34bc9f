"""Records ticked on several pages of the list, and resynced together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.people import page_of
from tests.views.builders import connect_both, mapping, record, turn_on

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def operator(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, base_url: str
) -> Page:
    context = new_context(java_script_enabled=request.param)
    return page_of("Operator", context, base_url)


def test_ticks_go_along_from_page_to_page(operator: Page) -> None:
    connect_both()
    turn_on()
    mapping("Name")
    for number in range(60):
        ids = {"account_id": f"001{number:015}", "company_id": str(number + 1)}
        record(f"Company {number:02}", **ids)
    operator.goto(reverse("companies") + "?sort=name")
    operator.get_by_label("Select Company 07").check()
    operator.get_by_role("button", name="Next").click()
    expect(operator.get_by_text("1 more record is selected")).to_be_visible()
    operator.get_by_label("Select Company 55").check()
    operator.get_by_role("button", name="Previous").click()
    expect(operator.get_by_label("Select Company 07")).to_be_checked()
    expect(operator.get_by_text("1 more record is selected")).to_be_visible()
    operator.get_by_role("button", name="Resync selected").click()
    expect(operator.get_by_role("heading", name="Resync 2 records?")).to_be_visible()
