"""What becomes of a link when its account is deleted in Salesforce (K5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Record, SyncError, SyncRun
from tests.engine.pairs import KEY, KEY_FIELD, company_row, linked, set_up

if TYPE_CHECKING:
    from tests.engine.world import World

WRITES = "composite/sobjects$"
GONE = {"error": "ENTITY_IS_DELETED", "records": 1}


def test_by_default_the_company_stays_and_the_record_says_so(synced: World) -> None:
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    run = synced.sync()
    record = synced.record(account_id)
    assert (run.updated, run.skipped) == (0, 1)
    assert (record.status, record.reason) == ("excluded", "account_deleted")
    assert company_id in record.message
    assert record.company_id == company_id
    assert synced.company(company_id, KEY)[KEY] == account_id


def test_an_account_that_comes_back_syncs_again(synced: World) -> None:
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    synced.sync()
    synced.undelete_account(account_id)
    synced.change_account(account_id, Phone="+1 555 0100")
    synced.sync()
    record = synced.record(account_id)
    assert (record.status, record.reason) == (Record.Status.IN_SYNC, "")
    assert synced.company(company_id, "phone")["phone"] == "+1 555 0100"


def test_unlinking_clears_the_key_and_keeps_the_company(synced: World) -> None:
    set_up(on_account_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    run = synced.sync()
    assert run.updated == 1
    company = synced.company(company_id, KEY, "name")
    assert (company["name"], company[KEY]) == ("Acme", None)
    row = company_row(company_id)
    assert (row.account_id, row.status) == (None, Record.Status.NOT_LINKED)
    assert synced.record(account_id).status == Record.Status.NOT_LINKED
    (change,) = run.outcomes.get(record=synced.record(account_id)).changes
    assert (change["side"], change["old"], change["new"]) == (
        "hubspot",
        account_id,
        None,
    )


def test_an_unlinked_company_makes_no_account_anew(synced: World) -> None:
    set_up(on_account_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    synced.sync()
    synced.change_company(company_id, phone="+1 555 0199")
    synced.sync()
    synced.sync()
    assert synced.salesforce.state()["Account"] == 0
    assert company_row(company_id).account_id is None


def test_an_unlinked_account_that_comes_back_is_linked_again(synced: World) -> None:
    set_up(on_account_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    synced.sync()
    synced.undelete_account(account_id)
    synced.sync()
    record = synced.record(account_id)
    assert (record.company_id, record.status) == (
        company_id,
        Record.Status.IN_SYNC,
    )
    assert synced.company(company_id, KEY)[KEY] == account_id
    assert Record.objects.count() == 1
    assert synced.companies() == 1


def test_deleting_puts_the_company_into_the_recycle_bin(synced: World) -> None:
    set_up(on_account_deleted="delete")
    account_id, company_id = linked(synced)
    other_id, other_company = linked(synced, "Other")
    synced.delete_account(account_id)
    run = synced.sync()
    assert (run.updated, synced.companies()) == (1, 1)
    record = synced.record(account_id)
    assert (record.company_id, record.status) == (None, Record.Status.NOT_LINKED)
    assert company_row(company_id).reason == "company_deleted"
    assert synced.record(other_id).company_id == other_company


def test_a_company_that_carries_another_key_is_never_deleted(synced: World) -> None:
    set_up(on_account_deleted="delete")
    account_id, company_id = linked(synced)
    someone = "001000000000999AAA"
    synced.change_company(company_id, **{KEY: someone})
    synced.delete_account(account_id)
    synced.sync()
    assert synced.companies() == 1
    assert synced.company(company_id, KEY)[KEY] == someone
    assert synced.record(account_id).company_id is None


def test_an_account_whose_company_was_deleted_comes_back_with_a_new_one(
    synced: World,
) -> None:
    set_up(on_account_deleted="delete")
    account_id, company_id = linked(synced)
    synced.delete_account(account_id)
    synced.sync()
    synced.undelete_account(account_id)
    synced.sync()
    record = synced.record(account_id)
    assert record.company_id not in {None, company_id}
    assert record.status == Record.Status.IN_SYNC
    assert synced.account(account_id)[KEY_FIELD] == record.company_id
    assert synced.companies() == 1


def test_an_account_nobody_linked_is_just_told_of(world: World) -> None:
    account_id = world.create_account(Name="Acme", Website="acme-works.com")
    world.create_company(name="Acme", domain="acme-works.com")
    world.switch_on()
    world.delete_account(account_id)
    world.sync()
    record = world.record(account_id)
    assert (record.status, record.reason) == ("not_linked", "account_deleted")
    assert not record.is_linked


def test_a_deleted_account_is_no_partner_for_a_company(world: World) -> None:
    account_id = world.create_account(Name="Acme", Website="acme-works.com")
    world.switch_on()
    world.delete_account(account_id)
    world.sync()
    again = world.create_account(Name="Acme", Website="acme-works.com")
    world.sync()
    assert world.record(again).is_linked
    assert not world.record(account_id).is_linked


def test_deleted_between_reading_and_planning_it_ends_as_any_deleted_one(
    synced: World,
) -> None:
    set_up(on_account_deleted="unlink")
    account_id, company_id = linked(synced)
    synced.wait_for_the_next_second()
    synced.change_company(company_id, phone="+1 555 0100")
    run = synced.start_sync()
    synced.work_until(run, lambda: run.batches.filter(step="apply").exists())
    synced.delete_account(account_id)
    synced.work(run)
    assert (run.status, run.failed) == (SyncRun.Status.SUCCEEDED, 0)
    assert not synced.record(account_id).is_linked
    assert synced.company(company_id, KEY)[KEY] is None


def test_one_that_is_refused_as_deleted_is_looked_at_once_more(synced: World) -> None:
    account_id, company_id = linked(synced)
    synced.wait_for_the_next_second()
    synced.change_company(company_id, phone="+1 555 0100")
    synced.salesforce.fail(WRITES, GONE, method="PATCH", times=1)
    run = synced.sync()
    assert (run.status, run.updated) == (SyncRun.Status.SUCCEEDED, 1)
    assert synced.account(account_id)["Phone"] == "+1 555 0100"


def test_one_that_is_refused_as_deleted_for_ever_is_an_error_in_the_end(
    synced: World,
) -> None:
    account_id, company_id = linked(synced)
    synced.wait_for_the_next_second()
    synced.change_company(company_id, phone="+1 555 0100")
    synced.salesforce.fail(WRITES, GONE, method="PATCH", times=50)
    run = synced.sync()
    assert (run.status, run.failed) == (SyncRun.Status.PARTLY_DONE, 1)
    assert synced.record(account_id).status == Record.Status.FAILING
    assert SyncError.objects.open().get().code == "ENTITY_IS_DELETED"
