"""Two batches, an edit in between, an error of our own: each has one defined end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine import queueing
from integrations.engine.attempt import attempt
from integrations.engine.claim import claim
from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.starting import start_import
from integrations.models import Intent, Record, SyncBatch, SyncError, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.fixture
def crowd(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """One record a batch, and a hand for each."""
    monkeypatch.setattr(queueing, "BATCH_SIZE", 1)
    world.hands = 8
    return world


def read_only_step(world: World, run: SyncRun) -> None:
    lease = claim(run)
    assert lease
    attempt(context_of(run, open_clients(world.integration)), lease)


def pairs() -> dict[str, str]:
    """The company of each linked account."""
    rows = Record.objects.filter(account_id__isnull=False, company_id__isnull=False)
    found = rows.values_list("account_id", "company_id")
    return {account or "": company or "" for account, company in found}


def test_two_batches_that_want_one_company_both_end(crowd: World) -> None:
    crowd.create_company(name="Acme", domain="acme-works.com")
    crowd.switch_on()
    for name in ("Acme East", "Acme West"):
        crowd.create_account(Name=name, Website="acme-works.com")
    run = crowd.import_accounts()
    assert run.status == SyncRun.Status.SUCCEEDED
    assert len(set(pairs().values())) == 2
    assert crowd.companies() == 2
    assert not Intent.objects.exists()


def test_accounts_that_find_what_one_company_became_do_not_share_it(
    crowd: World,
) -> None:
    """Whoever comes first gets it; the others get one of their own."""
    domains = [f"firm-{place}-works.com" for place in range(6)]
    old = [crowd.create_company(name=it, domain=it) for it in domains]
    for domain in domains:
        crowd.create_account(Name=domain, Website=domain)
    crowd.switch_on()
    survivors = [crowd.merge_companies(*old[at : at + 2]) for at in (0, 2, 4)]
    crowd.import_accounts()
    assert len(set(pairs().values())) == len(domains)
    assert set(survivors) <= set(pairs().values())
    assert crowd.companies() == len(domains)
    assert_at_rest(crowd)


def test_merges_on_both_sides_end_in_pairs(crowd: World) -> None:
    crowd.switch_on()
    names = [f"Firm {place}" for place in range(8)]
    accounts = [crowd.create_account(Name=name) for name in names]
    crowd.sync()
    company = pairs()
    for first, second in zip(accounts[::2], accounts[1::2], strict=True):
        crowd.merge_accounts(first, second)
        crowd.merge_companies(company[second], company[first])
    run = crowd.sync()
    assert (run.status, run.failed) == (SyncRun.Status.SUCCEEDED, 0)
    assert pairs().keys() == set(accounts[::2])
    assert crowd.companies() == len(pairs())
    assert_at_rest(crowd)


def assert_at_rest(world: World) -> None:
    before = pairs()
    run = world.sync()
    assert (run.created, run.updated, run.failed) == (0, 0, 0)
    assert pairs() == before


@pytest.fixture
def held(synced: World) -> Record:
    """Linked, and under the hands of an import that is paused."""
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    other = start_import(synced.integration, cause="command")
    batch = other.batches.get()
    record = synced.record(account_id)
    Intent.objects.create(record=record, batch=batch, changes=[{"side": "hubspot"}])
    SyncRun.objects.filter(pk=other.pk).update(wanted="pause")
    return record


def test_a_record_under_another_batch_says_so_to_who_asked_for_it(
    synced: World, held: Record
) -> None:
    run = synced.resync(records=[held.pk])
    told = run.outcomes.get()
    assert (told.kind, told.reason, run.skipped) == ("skipped", "busy", 1)
    assert "the next one syncs it" in told.message
    held.refresh_from_db()
    assert held.status == Record.Status.WAITING


def test_a_record_under_another_batch_is_left_to_the_next_pass(
    synced: World, held: Record
) -> None:
    synced.change_account(held.account_id or "", Phone="1")
    run = synced.sync()
    held.refresh_from_db()
    assert run.status == SyncRun.Status.SUCCEEDED
    assert held.status == Record.Status.WAITING
    assert held.retry_at is not None


def test_an_edit_made_while_a_batch_waited_is_not_overwritten(synced: World) -> None:
    synced.integration.mappings.filter(property="phone").update(rule="two_way")
    account_id = synced.create_account(Name="Acme", Phone="+1 111")
    synced.sync()
    run = start_import(synced.integration, cause="command")
    read_only_step(synced, run)
    synced.change_company(synced.record(account_id).company_id or "", phone="+1 222")
    synced.wait_for_the_next_second()
    synced.change_account(account_id, Phone="+1 333")
    synced.work(run)
    synced.sync()
    company = synced.company(synced.record(account_id).company_id or "", "phone")
    assert synced.account(account_id)["Phone"] == "+1 333"
    assert company["phone"] == "+1 333"


def test_an_error_of_our_own_at_one_record_stops_no_other(synced: World) -> None:
    ids = [synced.create_account(Name=f"Firm {place}") for place in range(5)]
    synced.sync()
    Record.objects.filter(account_id=ids[2]).update(agreement="spoilt")
    for account_id in ids:
        synced.change_account(account_id, Phone="1")
    run = synced.sync()
    error = SyncError.objects.get()
    assert (run.status, run.updated, run.failed) == (SyncRun.Status.PARTLY_DONE, 4, 1)
    assert error.record.account_id == ids[2]


def test_an_import_outlasts_a_crm_that_is_away(synced: World) -> None:
    synced.create_account(Name="Acme")
    run = start_import(synced.integration, cause="command")
    read_only_step(synced, run)
    synced.hubspot.fail("batch/upsert", {"drop": "before"}, times=20)
    for _attempt in range(10):
        SyncBatch.objects.update(not_before=None)
        read_only_step(synced, run)
    run.refresh_from_db()
    assert run.is_active
    assert "HubSpot" in run.message
    synced.hubspot.heal()
    SyncBatch.objects.update(not_before=None)
    assert synced.work(run).created == 1


def test_a_company_restored_from_the_bin_gets_what_it_missed(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", Phone="1")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.delete_company(company_id)
    synced.change_account(account_id, Phone="2")
    assert synced.sync().skipped == 1
    synced.restore_company(company_id)
    Record.objects.update(retry_at="2020-01-01T00:00:00Z")
    synced.sync()
    assert synced.company(company_id, "phone")["phone"] == "2"
