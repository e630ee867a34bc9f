"""A session that ends while somebody types: nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from integrations.models import Mapping
from tests.browser.looks import wrong_with
from tests.browser.people import page_of
from tests.views.builders import connect_both, mapping, person, turn_on

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long passphrase"


@pytest.fixture
def admin(new_context: CreateContextCallback, base_url: str) -> Page:
    return page_of("Admin", new_context(), base_url)


@pytest.fixture
def ann() -> User:
    made = person("Admin")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_form_sent_too_late_is_kept_over_the_login(
    new_context: CreateContextCallback, base_url: str, ann: User, *, scripts: bool
) -> None:
    connect_both("Phone")
    phone = mapping("Phone", Mapping.Rule.TWO_WAY)
    context = new_context(java_script_enabled=scripts)
    page = page_of("Admin", context, base_url)
    page.goto(reverse("mapping-edit", args=[phone.pk]))
    page.get_by_role("radio", name="Don’t sync").check()
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    assert not scripts or wrong_with(page) == []

    log_in(page, ann, "a wrong one")
    expect(page.get_by_role("alert")).to_contain_text("username and password")
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    log_in(page, ann, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not sent yet")
    assert not scripts or wrong_with(page) == []
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.TWO_WAY

    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("row", name="Phone")).to_contain_text("Don’t sync")
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.NONE


def log_in(page: Page, who: User, password: str) -> None:
    page.get_by_label("Username").fill(who.username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_list_of_ids_comes_back_line_by_line_and_is_still_checked(
    admin: Page, ann: User
) -> None:
    turn_on()
    typed = "001000000000001AAA\nno id of an account"
    admin.goto(reverse("import"))
    admin.get_by_role("radio", name="A list of accounts").check()
    admin.get_by_role("textbox", name="Account ids").fill(typed)
    Session.objects.all().delete()
    admin.get_by_role("button", name="Start import").click()
    log_in(admin, ann, PASSWORD)
    admin.get_by_role("button", name="Send it now").click()
    expect(admin.get_by_text("Line 2: no Salesforce account id")).to_be_visible()
    expect(admin.get_by_role("textbox", name="Account ids")).to_have_value(typed)


def test_a_lost_session_costs_nothing_of_what_was_typed(
    admin: Page, base_url: str
) -> None:
    connect_both("Phone")
    phone = mapping("Phone", Mapping.Rule.TWO_WAY)
    admin.goto(reverse("companies-tab"))
    admin.get_by_role("link", name="Edit Phone").click()
    expect(admin.get_by_role("radio", name="Two-way")).to_be_checked()
    Session.objects.all().delete()
    admin.get_by_role("radio", name="Always use Salesforce").check()
    expect(admin.get_by_role("heading", name="You are signed out")).to_be_visible()
    back = admin.get_by_role("link", name="Log in").get_attribute("href") or ""
    assert back == f"{reverse('login')}?next={quote(urlsplit(admin.url).path, '')}"

    sign_in_again(admin, base_url)
    admin.get_by_role("button", name="I am back").click()
    expect(admin.get_by_role("radio", name="Always use Salesforce")).to_be_checked()
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_role("row", name="Phone")).to_contain_text(
        "Always use Salesforce"
    )
    phone.refresh_from_db()
    assert phone.rule == Mapping.Rule.ALWAYS_SALESFORCE


def sign_in_again(page: Page, base_url: str) -> None:
    """As the login in another tab leaves the browser: a new session, a new token."""
    client = Client()
    client.force_login(person("Admin"))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    token = "a" * 32
    page.context.add_cookies(
        [
            {"name": session.key, "value": session.value, "url": base_url},
            {"name": settings.CSRF_COOKIE_NAME, "value": token, "url": base_url},
        ]
    )
