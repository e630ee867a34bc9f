"""Records ticked on several pages of the list, and resynced together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from integrations.models import Record
from tests.browser.people import page_of
from tests.browser.test_every_page import listened_to
from tests.views.builders import connect_both, mapping, record, run, turn_on

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def operator(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, base_url: str
) -> Page:
    context = new_context(java_script_enabled=request.param)
    return page_of("Operator", context, base_url)


def test_what_is_unticked_stays_so_when_the_list_is_read_again(
    new_context: CreateContextCallback, base_url: str
) -> None:
    connect_both()
    turn_on()
    run("sync", status="running")
    here, there = record("Here"), record("There")
    page = page_of("Operator", new_context(), base_url)
    address = f"{reverse('companies')}?record={here.pk}&record={there.pk}&sort=name"
    page.goto(address)
    page.get_by_label("Select Here").uncheck()
    with page.expect_response(lambda it: "record" in it.url):
        pass
    expect(page.get_by_label("Select There")).to_be_checked()
    expect(page.get_by_label("Select Here")).not_to_be_checked()
    Record.objects.filter(pk=there.pk).update(name="A name that moves up")
    with page.expect_response(lambda it: "record" in it.url) as asked:
        pass
    assert f"record={there.pk}" in asked.value.url
    assert f"record={here.pk}" not in asked.value.url


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


def test_a_list_without_boxes_is_read_again_without_a_word_on_the_console(
    new_context: CreateContextCallback, base_url: str
) -> None:
    connect_both("Phone")
    mapping("Phone")
    page = page_of("Viewer", new_context(), base_url)
    said = listened_to(page)
    page.goto(reverse("companies"))
    page.get_by_role("searchbox").fill("nobody")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.goto(reverse("companies-tab"))
    page.get_by_role("link", name="Sync rule").click()
    expect(page).to_have_url(re.compile("sort=rule"))
    assert said == []
