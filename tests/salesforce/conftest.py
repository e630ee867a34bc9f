from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.salesforce.auth import token_source
from integrations.salesforce.client import SalesforceClient
from integrations.throttle import NoThrottle

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox


@pytest.fixture
def salesforce(salesforce_sandbox: Sandbox) -> SalesforceClient:
    """A client signed in at the empty sandbox by client id and secret."""
    url = salesforce_sandbox.url
    tokens = token_source(url, {"client_id": "key", "client_secret": "hush"})
    return SalesforceClient(url, tokens, throttle=NoThrottle())


@pytest.fixture
def keyed(salesforce: SalesforceClient) -> SalesforceClient:
    """The same, with the key field made."""
    salesforce.create_key_field()
    return salesforce
