from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.hubspot.client import HubSpotClient
from integrations.throttle import NoThrottle

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox


@pytest.fixture(params=[None, "2026-03"], ids=["v3", "dated"])
def hubspot(hubspot_sandbox: Sandbox, request: pytest.FixtureRequest) -> HubSpotClient:
    """A client of the empty sandbox, on either family of paths."""
    return HubSpotClient(
        hubspot_sandbox.url, "token", throttle=NoThrottle(), version=request.param
    )


@pytest.fixture
def keyed(hubspot: HubSpotClient) -> HubSpotClient:
    """The same, with the key property made."""
    hubspot.create_key_property()
    return hubspot
