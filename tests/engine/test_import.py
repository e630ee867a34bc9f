"""Bringing in older accounts by hand (S7, I1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.starting import Refused
from integrations.ids import normalise_id
from integrations.models import Outcome, Record, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

UNKNOWN = normalise_id("001000000000ZZZ")


@pytest.fixture
def with_accounts(world: World) -> World:
    world.salesforce.reset(accounts=230)
    world.connect()
    world.switch_on()
    world.forget_requests()
    return world


def test_every_account_becomes_a_company(with_accounts: World) -> None:
    run = with_accounts.import_accounts()
    assert (run.read, run.total, run.created) == (230, 230, 230)
    assert with_accounts.companies() == 230
    assert Record.objects.filter(company_id=None).count() == 0


def test_it_costs_full_batches_only(with_accounts: World) -> None:
    with_accounts.import_accounts()
    hubspot = with_accounts.hubspot.requests()["by_endpoint"]
    salesforce = with_accounts.salesforce.requests()["by_endpoint"]
    assert sum(hubspot.values()) == 3
    assert sum(salesforce.values()) == 3


def test_the_same_import_again_writes_nothing(with_accounts: World) -> None:
    with_accounts.import_accounts()
    with_accounts.forget_requests()
    run = with_accounts.import_accounts()
    assert (run.unchanged + run.failed, run.created, run.updated) == (230, 0, 0)
    calls = {
        *with_accounts.hubspot.requests()["by_endpoint"],
        *with_accounts.salesforce.requests()["by_endpoint"],
    }
    assert not [name for name in calls if "upsert" in name or "update" in name]
    assert not [name for name in calls if name.startswith("PATCH")]


def test_an_import_by_conditions_takes_only_what_fits(world: World) -> None:
    world.create_account(Name="Acme", BillingCity="Turin")
    world.create_account(Name="Other", BillingCity="Rome")
    world.switch_on()
    run = world.import_accounts(where=["BillingCity = Turin"])
    assert (run.created, run.outcomes.get().name) == (1, "Acme")


def test_an_import_by_ids_names_the_unknown_ones(world: World) -> None:
    known = world.create_account(Name="Acme")
    world.switch_on()
    run = world.import_accounts(ids=[known, UNKNOWN])
    lost = run.outcomes.get(kind=Outcome.Kind.FAILED)
    assert (run.status, run.created, run.failed) == (SyncRun.Status.PARTLY_DONE, 1, 1)
    assert UNKNOWN in lost.message


def test_a_wrong_condition_is_refused_with_the_reason(synced: World) -> None:
    with pytest.raises(Refused, match="Nmae"):
        synced.import_accounts(where=["Nmae = Acme"])


def test_an_import_is_refused_while_the_toggle_is_off(world: World) -> None:
    world.create_account(Name="Acme")
    with pytest.raises(Refused, match="Turn on Sync companies first"):
        world.import_accounts()
    assert world.companies() == 0
