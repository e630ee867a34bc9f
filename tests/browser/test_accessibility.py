"""Every page, held against WCAG by axe: light and dark, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from integrations.models import Record
from tests.browser.people import page_of
from tests.views.builders import (
    change,
    connect_both,
    connection,
    mapping,
    outcome,
    record,
    run,
    sync_error,
    turn_on,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}},
}


def small_world() -> list[str]:
    """Something of everything; returns the address of every page that shows it."""
    connect_both("Name", "Industry")
    turn_on()
    mapping("Name", standard=True)
    broken = mapping("Industry", status="error", problem="Industry is gone.")
    acme = record("Acme", domain="acme.example", synced_at=timezone.now())
    failing = record("Globex", status=Record.Status.FAILING)
    sync_error(failing, "Add “Apparel” to the picklist.", raw="BAD_VALUE")
    several = [{"id": "71", "name": "Acme", "score": 80, "points": ["Same name: Acme"]}]
    record("Initech", status="duplicate", company_id=None, candidates=several)
    over = run(status="partly_done", message="One record failed.", created=1, failed=1)
    outcome(acme, over, changes=[change("name", "Old", "Acme")])
    outcome(failing, over, "failed", message="Salesforce refused it.")
    live = run(
        "import", status="running", total=10, created=3, started_at=timezone.now()
    )
    named = ["connected-apps", "companies-tab", "sync-on", "sync-off", "runs"]
    named += ["companies", "import", "import-counts", "errors", "error-group"]
    named += ["inclusion", "inclusion-form", "health", "connection", "budget"]
    named += ["duplicates", "sync-rules"]
    return [
        *map(reverse, named),
        "/crm/companies/?q=nothing",
        f"{reverse('errors')}?state=dismissed",
        reverse("mapping-edit", args=[broken.pk]),
        reverse("run", args=[over.pk]),
        reverse("run", args=[live.pk]),
        reverse("company", args=[acme.company_id]),
        reverse("company", args=[failing.company_id]),
        reverse("record-values", args=[acme.pk]),
        reverse("record-unlink", args=[acme.pk]),
        reverse("why", args=[failing.company_id]),
        reverse("connection-replace", args=["salesforce"]),
        "/settings/integrations/salesforce/inclusion/check/?company=acme",
        "/nowhere/",
    ]


def violations(page: Page) -> list[str]:
    found = Axe().run(page)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def is_cut_off(page: Page) -> bool:
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_shuts_anybody_out(
    look: str, new_context: CreateContextCallback, base_url: str
) -> None:
    addresses = small_world()
    page = page_of("Admin", new_context(**LOOKS[look]), base_url)
    wrong = {}
    for address in addresses:
        page.goto(address)
        expect(page.locator("[aria-busy]")).to_have_count(0)
        if found := violations(page) + ["cut off"] * is_cut_off(page):
            wrong[address] = found
        assert page.locator("h1").count() == 1, address
    assert wrong == {}


@pytest.mark.parametrize("look", LOOKS)
def test_the_login_shuts_nobody_out(
    look: str, new_context: CreateContextCallback
) -> None:
    page = new_context(**LOOKS[look]).new_page()
    page.goto("/login/")
    assert violations(page) == []
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    assert page.get_by_role("alert").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_no_dialog_or_empty_page_shuts_anybody_out(
    look: str, new_context: CreateContextCallback, base_url: str
) -> None:
    page = page_of("Admin", new_context(**LOOKS[look]), base_url)
    for name in ("connected-apps", "companies-tab", "companies", "runs", "errors"):
        page.goto(reverse(name))
        assert violations(page) == [], name
    connection("salesforce")
    connection("hubspot", state="problem", problem="HubSpot refused the token.")
    page.goto(reverse("companies-tab"))
    page.get_by_role("switch", name="Sync companies").click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
