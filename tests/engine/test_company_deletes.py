"""What becomes of a link when its company is deleted in HubSpot (K5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integrations.engine.plan_apply import start_plan
from integrations.models import Integration, Record
from tests.engine.pairs import KEY_FIELD, linked, set_up
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.fixture(params=["archived", "when written"])
def seen(request: pytest.FixtureRequest) -> str:
    how: str = request.param
    return how


def make_seen(world: World, account_id: str, how: str) -> None:
    if how == "when written":
        Integration.objects.update(archive_mark="2999-01-01T00:00:00Z")
        world.change_account(account_id, Phone="+1 555 0177")


def test_by_default_the_account_stays_and_the_record_says_so(
    synced: World, seen: str
) -> None:
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    make_seen(synced, account_id, seen)
    synced.sync()
    record = synced.record(account_id)
    assert (record.status, record.reason) == ("excluded", "company_deleted")
    assert record.company_id == company_id
    assert synced.account(account_id)[KEY_FIELD] == company_id
    assert synced.companies() == 0


def test_a_company_that_comes_back_syncs_again(synced: World) -> None:
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    synced.sync()
    synced.restore_company(company_id)
    synced.sync()
    record = synced.record(account_id)
    assert (record.status, record.reason) == (Record.Status.IN_SYNC, "")


def test_unlinking_clears_the_field_and_makes_no_company_anew(
    synced: World, seen: str
) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    make_seen(synced, account_id, seen)
    run = synced.sync()
    assert run.updated == 1
    assert synced.account(account_id)[KEY_FIELD] is None
    record = synced.record(account_id)
    assert (record.company_id, record.status) == (None, Record.Status.NOT_LINKED)
    assert "Resync creates a new company" in record.message
    synced.change_account(account_id, Phone="+1 555 0123")
    synced.sync()
    assert synced.companies() == 0
    assert synced.salesforce.state()["Account"] == 1


def test_resync_of_an_unlinked_account_makes_a_new_company(synced: World) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    synced.sync()
    synced.resync(accounts=[account_id])
    record = synced.record(account_id)
    assert record.company_id not in {None, company_id}
    assert (record.status, record.decision) == (Record.Status.IN_SYNC, "")


@pytest.mark.parametrize("by", ["companies", "accounts", "records"])
def test_one_resync_of_a_deleted_company_ends_the_link_and_makes_a_new_one(
    synced: World, by: str
) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    named = {
        "companies": company_id,
        "accounts": account_id,
        "records": synced.record(account_id).pk,
    }
    scope: dict[str, Any] = {by: [named[by]]}
    run = synced.resync(**scope)
    record = synced.record(account_id)
    assert (run.updated, run.created, run.read) == (1, 1, 2)
    assert run.done == run.total
    assert record.company_id not in {None, company_id}
    assert (record.status, record.decision) == (Record.Status.IN_SYNC, "")
    assert synced.account(account_id)[KEY_FIELD] == record.company_id
    assert synced.companies() == 1


def test_a_dry_resync_says_both_and_its_plan_does_both(synced: World) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    dry = synced.resync(companies=[company_id], dry_run=True)
    assert "ends the link and gives the account another" in dry.outcomes.get().message
    assert synced.record(account_id).company_id == company_id
    run = synced.work(start_plan(dry, cause=COMMAND))
    assert (run.updated, run.created, run.skipped) == (1, 1, 0)
    assert synced.record(account_id).company_id not in {None, company_id}


def test_a_bulk_resync_only_ends_the_link(synced: World) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    run = synced.resync(all=True)
    assert (run.updated, run.created) == (1, 0)
    assert synced.record(account_id).company_id is None


def test_the_partner_of_an_ended_link_is_looked_for_before_it_is_made(
    synced: World,
) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced, Website="acme-works.com")
    synced.delete_company(company_id)
    other = synced.create_company(name="Acme again", domain="acme-works.com")
    synced.census()
    synced.resync(companies=[company_id])
    assert synced.record(account_id).company_id == other


def test_an_unlinked_company_that_comes_back_is_linked_again(synced: World) -> None:
    set_up(on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    synced.sync()
    synced.restore_company(company_id)
    synced.sync()
    synced.sync()
    record = synced.record(account_id)
    assert (record.company_id, record.status) == (
        company_id,
        Record.Status.IN_SYNC,
    )
    assert synced.account(account_id)[KEY_FIELD] == company_id


def test_a_deleted_company_is_no_candidate(world: World) -> None:
    company_id = world.create_company(name="Acme", domain="acme-works.com")
    world.switch_on()
    world.delete_company(company_id)
    world.sync()
    account_id = world.create_account(Name="Acme", Website="acme-works.com")
    world.sync()
    record = world.record(account_id)
    assert record.company_id not in {None, company_id}
    assert record.status == Record.Status.IN_SYNC


def test_both_may_be_gone(synced: World) -> None:
    set_up(on_account_deleted="delete", on_company_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    synced.delete_account(account_id)
    run = synced.sync()
    assert run.failed == 0
    assert synced.record(account_id).company_id is None


def test_the_recycle_bin_is_looked_into_every_five_minutes_only(synced: World) -> None:
    linked(synced)
    synced.forget_requests()
    synced.sync(cause="schedule")
    synced.sync(cause="schedule")
    calls = synced.hubspot.requests()["by_endpoint"]
    assert calls["GET companies"] == 1
