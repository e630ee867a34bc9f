"""What comes in later does not move what one is about to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.holding import Held

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_counts_of_an_import_come_in_below_its_choices(admin: Page) -> None:
    counts = Held(admin, "**/crm/import/counts/")
    admin.goto(reverse("import"))
    choice = admin.get_by_role("radio", name="A list of accounts")
    before = choice.bounding_box()
    counts.first().continue_()
    expect(admin.get_by_text("Known here")).to_be_visible()
    assert choice.bounding_box() == before
