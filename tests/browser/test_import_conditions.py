"""Conditions of an import, typed faster than the server answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from integrations.records import Field
from tests.browser.holding import Held
from tests.browser.people import page_of
from tests.views.builders import connection, turn_on

if TYPE_CHECKING:
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_typed_while_a_row_is_fitted_to_its_field_stays(
    new_context: CreateContextCallback, base_url: str
) -> None:
    fields = [
        Field("Name", "Account Name", "string", 255),
        Field("Phone", "Phone", "phone", 40),
    ]
    connection("salesforce", metadata={"fields": [asdict(it) for it in fields]})
    connection("hubspot")
    turn_on()
    page = page_of("Operator", new_context(), base_url)
    page.goto(reverse("import"))
    page.get_by_label("Accounts that meet conditions").check()
    held = Held(page, "**/crm/import/")
    page.get_by_label("Field 1").fill("Phone")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Zan")
    expect(page.get_by_label("Value 1")).to_have_value("Zan")
    fitting = held.first()
    with page.expect_response("**/crm/import/"):
        fitting.continue_()
    expect(page.get_by_label("Condition 1").get_by_role("option")).not_to_have_count(0)
    page.keyboard.type("etti")
    expect(page.get_by_label("Value 1")).to_have_value("Zanetti")
