"""kill -9 at any moment, with the CRMs failing too: nothing lost, nothing twice."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from tests.engine.crash import Installation
from tests.engine.crms import accounts_of, companies_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandboxes import Sandbox

ACCOUNTS = 2_000
KILLS = 12
FAULTS: tuple[dict[str, object], ...] = (
    {"drop": "after"},
    {"status": 429, "body": None, "headers": {}},
    {"status": 503, "body": "<html>busy</html>", "headers": {}},
)
PAIRS = {"name": "Name", "website": "Website", "phone": "Phone", "city": "BillingCity"}

pytestmark = [pytest.mark.crash, pytest.mark.timeout(300)]


@pytest.fixture
def sqlite(tmp_path: Path) -> Installation:
    return Installation(f"sqlite:///{tmp_path / 'crash.sqlite3'}")


@pytest.fixture
def postgres(postgres_url: str) -> Installation:
    return Installation(postgres_url)


def test_kills_and_faults_lose_nothing_on_sqlite(
    sqlite: Installation, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> None:
    _survive(sqlite, salesforce_sandbox, hubspot_sandbox)


@pytest.mark.postgres
def test_kills_and_faults_lose_nothing_on_postgresql(
    postgres: Installation, salesforce_sandbox: Sandbox, hubspot_sandbox: Sandbox
) -> None:
    _survive(postgres, salesforce_sandbox, hubspot_sandbox)


def _survive(ours: Installation, salesforce: Sandbox, hubspot: Sandbox) -> None:
    try:
        _prepare(ours, salesforce, hubspot)
        _storm(ours, salesforce, hubspot)
        ours.run("import_accounts", "--all", "--json")
        ours.run("sync", "--json")
        _compare(salesforce, hubspot)
        assert ours.run("import_accounts", "--all", "--json")["updated"] == 0
    finally:
        ours.kill_all()


def _prepare(ours: Installation, salesforce: Sandbox, hubspot: Sandbox) -> None:
    salesforce.reset(accounts=ACCOUNTS)
    ours.run("migrate")
    urls = [f"--salesforce-url={salesforce.url}", f"--hubspot-url={hubspot.url}"]
    ours.run("connect", *urls, "--salesforce-token=sync", "--hubspot-token=sync")
    ours.run("sync_companies", "on")


def _storm(ours: Installation, salesforce: Sandbox, hubspot: Sandbox) -> None:
    """An import and a worker, both started again and again, one process killed each."""
    dice = random.Random(ours.mark)
    for sandbox in (salesforce, hubspot):
        sandbox.change(latency_ms=400)
        for effect in FAULTS:
            sandbox.fail("composite|batch", effect, probability=0.05, times=1_000)
    for _kill in range(KILLS):
        if len(ours.processes()) < 3:
            ours.start("worker")
            ours.start("import_accounts", "--all")
        time.sleep(dice.uniform(0.4, 2.0))
        ours.kill_one(dice)
    ours.kill_all()
    for sandbox in (salesforce, hubspot):
        sandbox.heal()
        sandbox.change(latency_ms=0)


def _compare(salesforce: Sandbox, hubspot: Sandbox) -> None:
    accounts = accounts_of(salesforce, PAIRS.values())
    companies = companies_of(hubspot, ["syncadmin_account_id", *PAIRS])
    keys = [company["syncadmin_account_id"] for company in companies]
    assert sorted(keys) == sorted(accounts)
    for company in companies:
        account = accounts[company["syncadmin_account_id"]]
        for name, field in PAIRS.items():
            assert _text(company[name]) == _text(account[field])


def _text(value: object) -> str:
    return str(value or "").replace("\r\n", "\n").strip()
