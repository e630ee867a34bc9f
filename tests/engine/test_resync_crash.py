"""kill -9 while a limited resync is at work: its rest is not skipped nor doubled."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
import requests

from tests.engine.crash import Installation
from tests.engine.crms import HEADERS, accounts_of, companies_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandboxes import Sandbox

ACCOUNTS, LIMIT, KILLS = 1_000, 350, 5
SETTINGS = f"sync_companies: {{bulk_resync_limit: {LIMIT}}}\n"

pytestmark = [pytest.mark.crash, pytest.mark.timeout(240)]


@pytest.fixture
def ours(
    tmp_path: Path, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> Installation:
    """Every account has its company, and somebody renamed all of them in HubSpot."""
    made = Installation(f"sqlite:///{tmp_path / 'crash.sqlite3'}")
    salesforce_sandbox.reset(accounts=ACCOUNTS)
    made.run("migrate")
    urls = [f"--salesforce-url={salesforce_sandbox.url}"]
    urls.append(f"--hubspot-url={hubspot_sandbox.url}")
    made.run("connect", *urls, "--salesforce-token=sync", "--hubspot-token=sync")
    made.run("sync_companies", "on")
    made.run("import_accounts", "--all", "--json")
    settings = tmp_path / "settings.yaml"
    settings.write_text(SETTINGS)
    made.run("import_settings", str(settings))
    _rename_all(hubspot_sandbox)
    return made


def _rename_all(hubspot: Sandbox) -> None:
    ids = [it["hs_object_id"] for it in companies_of(hubspot, ["hs_object_id"])]
    url = f"{hubspot.url}/crm/v3/objects/companies/batch/update"
    for start in range(0, len(ids), 100):
        part = ids[start : start + 100]
        inputs = [{"id": it, "properties": {"name": "Renamed"}} for it in part]
        answer = requests.post(
            url, json={"inputs": inputs}, headers=HEADERS, timeout=30
        )
        assert answer.ok, answer.text


def test_no_company_is_left_out_and_none_is_read_twice(
    ours: Installation, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> None:
    try:
        _storm(ours, hubspot_sandbox)
        reads = [ours.run("resync", "--mapping", "name", "--json")]
        while reads[-1]["status"] == "partly_done" and "left" in reads[-1]["message"]:
            run = str(reads[-1]["run"])
            reads.append(ours.run("resync", "--rest", run, "--json"))
        counts = [it["read"] for it in reads]
        assert counts[:-1] == [LIMIT] * (len(counts) - 1)
        assert sum(counts) == ACCOUNTS
        assert _all_agree(salesforce_sandbox, hubspot_sandbox)
    finally:
        ours.kill_all()


def _storm(ours: Installation, hubspot: Sandbox) -> None:
    """The same command, killed at work again and again, goes on with the same run."""
    dice = random.Random(ours.mark)
    hubspot.change(latency_ms=1_500)
    for _kill in range(KILLS):
        ours.start("resync", "--mapping", "name")
        time.sleep(dice.uniform(2.0, 4.0))
        ours.kill_all()
    hubspot.change(latency_ms=0)


def _all_agree(salesforce: Sandbox, hubspot: Sandbox) -> bool:
    names = {key: row["Name"] for key, row in accounts_of(salesforce, ["Name"]).items()}
    companies = companies_of(hubspot, ["syncadmin_account_id", "name"])
    return len(companies) == len(names) and all(
        names[it["syncadmin_account_id"]].strip() == (it["name"] or "").strip()
        for it in companies
    )
