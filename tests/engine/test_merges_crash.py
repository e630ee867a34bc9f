"""kill -9 while a merge is followed: afterwards both sides agree all the same (K6)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from integrations.models import Integration
from tests.engine.crash import Installation
from tests.engine.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandboxes import Sandbox

KEY, KEY_FIELD = "syncadmin_account_id", "HubSpot_Company_Id__c"
UPDATES = "companies/batch/update"

pytestmark = [pytest.mark.crash, pytest.mark.timeout(300)]


@pytest.fixture
def ours(
    tmp_path: Path, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> Installation:
    found = Installation(f"sqlite:///{tmp_path / 'crash.sqlite3'}")
    urls = [
        f"--salesforce-url={salesforce_sandbox.url}",
        f"--hubspot-url={hubspot_sandbox.url}",
    ]
    found.run("migrate")
    found.run("connect", *urls, "--salesforce-token=sync", "--hubspot-token=sync")
    return found


@pytest.fixture
def crms(salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox) -> World:
    return World(Integration(), salesforce_sandbox, hubspot_sandbox)


def kill_while_writing(ours: Installation, crms: World) -> None:
    """The link has moved then, and the keys in both CRMs have not."""
    crms.hubspot.fail(UPDATES, {"latency_ms": 4_000}, times=1)
    crms.hubspot.forget_requests()
    ours.start("sync")
    deadline = time.monotonic() + 60
    while not any("update" in it for it in crms.hubspot.requests()["by_endpoint"]):
        assert time.monotonic() < deadline, "the update was never sent"
        time.sleep(0.05)
    ours.kill_all()
    crms.hubspot.heal()


def test_a_relink_that_was_cut_off_is_finished(ours: Installation, crms: World) -> None:
    try:
        winner = crms.create_account(Name="Winner")
        ours.run("sync_companies", "on")
        loser = crms.create_account(Name="Loser")
        ours.run("sync")
        company_id = crms.account(loser)[KEY_FIELD]
        crms.merge_accounts(winner, loser)
        kill_while_writing(ours, crms)
        ours.run("sync", "--json")
        ours.run("sync", "--json")
        assert crms.account(winner)[KEY_FIELD] == company_id
        company = crms.company(company_id, KEY, "name")
        assert (company[KEY], company["name"]) == (winner, "Winner")
        assert (crms.companies(), crms.salesforce.state()["Account"]) == (1, 1)
    finally:
        ours.kill_all()
