"""A Salesforce org without records, and one that has the key field."""

from __future__ import annotations

import pytest

from tests.sandbox.salesforce.calling import Salesforce


@pytest.fixture
def salesforce() -> Salesforce:
    return Salesforce()


@pytest.fixture
def keyed(salesforce: Salesforce) -> Salesforce:
    salesforce.add_key_field()
    return salesforce
