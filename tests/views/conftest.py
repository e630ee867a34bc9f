"""People who look at pages, and how they ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.views.builders import person

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.test import Client

HTMX = {"HX-Request": "true"}


def led_to(answer: HttpResponseBase) -> str:
    """Scripts are told where to go; anybody else is sent there."""
    return answer.headers.get("HX-Redirect") or answer.headers["Location"]


@pytest.fixture(params=[{}, HTMX], ids=["plain", "htmx"])
def headers(request: pytest.FixtureRequest) -> dict[str, str]:
    """Every test that takes these runs without and with htmx."""
    chosen: dict[str, str] = request.param
    return chosen


@pytest.fixture
def viewer(client: Client, db: None) -> Client:
    client.force_login(person("Viewer"))
    return client


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    client.force_login(person("Operator"))
    return client


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(person("Admin"))
    return client
