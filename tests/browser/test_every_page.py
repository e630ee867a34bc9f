"""Every page there is: axe in every look, zoom, console and policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.browser.everything import addresses, everything, is_page
from tests.browser.looks import wrong_with
from tests.browser.people import page_of
from tests.views.builders import person

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Response
    from pytest_playwright.pytest_playwright import CreateContextCallback

    from tests.engine.world import World

PARTS = 4
"""So that the workers share them."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_shuts_anybody_out(
    part: int, world: World, new_context: CreateContextCallback, base_url: str
) -> None:
    client = Client()
    client.force_login(person("Admin"))
    page = page_of("Admin", new_context(), base_url)
    said = listened_to(page)
    wrong = {}
    for address in addresses(everything(world))[part::PARTS]:
        if is_page(address, client):
            wrong[address] = [*opened(page, address), *wrong_with(page), *said]
            said.clear()
    assert {place: found for place, found in wrong.items() if found} == {}


def listened_to(page: Page) -> list[str]:
    """What a browser refuses by the policy comes as an error of the console too."""
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        is_its_status = message.location["url"] == page.url
        if message.type == "error" and not is_its_status:
            said.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def opened(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer
    expect(page.locator("[aria-busy]")).to_have_count(0)
    headings = page.locator("h1").count()
    return policy_of(answer) + [f"{headings} headings"] * (headings != 1)


def policy_of(answer: Response) -> list[str]:
    policy = answer.header_value("content-security-policy") or ""
    is_strict = "default-src 'self'" in policy and "unsafe" not in policy
    return [] if is_strict else [f"policy: {policy}"]
