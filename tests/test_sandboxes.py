from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.sandboxes import Sandbox

COMPANIES = "/crm/v3/objects/companies"
TOKEN = {"Authorization": "Bearer any"}


def status_of_companies(sandbox: Sandbox) -> int:
    url = f"{sandbox.url}{COMPANIES}"
    return requests.get(url, headers=TOKEN, timeout=30).status_code


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_has_a_sandbox_of_its_own(
    hubspot_sandbox: Sandbox, turn: str
) -> None:
    assert hubspot_sandbox.state()["companies"] == 0
    assert hubspot_sandbox.requests()["total"] == 0
    assert status_of_companies(hubspot_sandbox) == 200
    hubspot_sandbox.reset(companies=3)
    hubspot_sandbox.fail("companies", {"status": 503}, times=None)
    hubspot_sandbox.change(rate_limits=True)
    assert status_of_companies(hubspot_sandbox) == 503
    assert hubspot_sandbox.state()["companies"] == 3


def test_salesforce_is_there_too(salesforce_sandbox: Sandbox) -> None:
    salesforce_sandbox.reset(accounts=2)
    assert salesforce_sandbox.state()["Account"] == 2
