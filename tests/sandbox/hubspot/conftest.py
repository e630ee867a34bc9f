from __future__ import annotations

import pytest

from tests.sandbox.hubspot.api import Api


@pytest.fixture
def api() -> Api:
    """An empty portal with Syncadmin's key property."""
    api = Api()
    api.add_key()
    return api
