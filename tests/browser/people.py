"""Somebody signed in, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from tests.views.builders import person

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def page_of(role: str, context: BrowserContext, base_url: str) -> Page:
    """A new tab of this context, signed in as a person with this role."""
    client = Client()
    client.force_login(person(role))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies(
        [{"name": session.key, "value": session.value, "url": base_url}]
    )
    return context.new_page()
