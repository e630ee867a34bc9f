"""Chromium for the browser tests: that of the machine, by Playwright."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from integrations.models import Integration, Mapping
from tests.browser.people import page_of
from tests.engine.world import World
from tests.views.builders import connect_both, mapping, record, turn_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer
    from pytest_playwright.pytest_playwright import CreateContextCallback

    from tests.sandboxes import Sandbox

# Playwright's loop runs in the thread of the test, which Django takes for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long a page may take on a machine that is busy with other tests.
expect.set_options(timeout=30_000)

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

TELL_WHEN_LOADED = """
addEventListener("load", () => document.documentElement.dataset.loaded = "");
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url(django_db_setup: None, live_server: LiveServer) -> str:
    """Of every page, so that a test says ``page.goto("/login/")``.

    The database comes first: of one in memory the server would share the connection.
    """
    url: str = live_server.url
    return url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {"executable_path": _chromium(), "args": FLAGS}


@pytest.fixture
def new_context(
    new_context: CreateContextCallback,
) -> Callable[..., BrowserContext]:
    """Contexts in whose pages nothing is done before the page's scripts listen."""

    def made(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if options.get("java_script_enabled", True):
            context.add_init_script(TELL_WHEN_LOADED)
            context.on("page", _wait_until_loaded)
        return context

    return made


def _wait_until_loaded(page: Page) -> None:
    """Before each action: Playwright calls a handler where its locator is found, and
    then waits until it is not any more."""
    page.add_locator_handler(page.locator("html:not([data-loaded])"), lambda: None)


@pytest.fixture
def admin(new_context: CreateContextCallback, base_url: str) -> Page:
    """Of two mappings and four companies, of which two fail; no CRM answers."""
    connect_both("Phone", "Website")
    turn_on()
    mapping("Phone", Mapping.Rule.TWO_WAY)
    mapping("Website", Mapping.Rule.TWO_WAY)
    for name in ("Alder", "Birch"):
        record(name, status="failing")
        record(f"{name} Farm")
    return page_of("Admin", new_context(), base_url)


@pytest.fixture
def world(
    transactional_db: None, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> World:
    made = World(Integration.current(), salesforce_sandbox, hubspot_sandbox)
    made.connect()
    return made


def _chromium() -> str:
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else ["chromium", "google-chrome"]:
        if found := shutil.which(name):
            return found
    problem = f"No browser: {named or 'chromium or google-chrome'} was not found."
    if os.environ.get("CI") == "true":
        pytest.fail(problem)
    pytest.skip(problem)
