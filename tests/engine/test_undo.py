"""Undo: what a sync wrote goes back where it is still what the sync wrote (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.models import Mapping, Outcome, Record, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.fixture
def two_way(synced: World) -> World:
    names = ["phone", "city"]
    Mapping.objects.filter(property__in=names).update(rule=Mapping.Rule.TWO_WAY)
    return synced


@pytest.fixture
def record(two_way: World) -> Record:
    """In sync; a pass took the phone 2 over the company's 1."""
    account_id = two_way.create_account(Name="A", Phone="1", BillingCity="Turin")
    two_way.sync()
    two_way.change_account(account_id, Phone="2")
    assert two_way.sync().updated == 1
    return two_way.record(account_id)


def here(world: World, record: Record, name: str = "phone") -> str:
    value: str = world.company(record.company_id or "", name)[name]
    return value


def there(world: World, record: Record, name: str = "Phone") -> str:
    value: str = world.account(record.account_id or "")[name]
    return value


def settle(world: World) -> None:
    """Passes until nothing is written any more."""
    for _pass in range(4):
        run = world.sync()
        assert run.failed == 0
        if not (run.updated or run.created):
            return
    raise AssertionError("the two sides never calm down")


def test_the_last_sync_of_a_record_is_put_back(two_way: World, record: Record) -> None:
    run = two_way.undo(record)
    assert (run.kind, run.status) == (SyncRun.Kind.UNDO, SyncRun.Status.SUCCEEDED)
    assert (run.total, run.updated) == (1, 1)
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")
    told = run.outcomes.get()
    assert told.undoes == record.outcomes.exclude(run=run).order_by("-pk").first()
    (change,) = told.changes
    assert (change["side"], change["old"], change["new"]) == ("hubspot", "2", "1")


def test_a_stage_taken_over_since_does_not_hide_the_last_sync(
    two_way: World, record: Record
) -> None:
    run = SyncRun.objects.latest("pk")
    changes = [{"side": "hubspot", "property": "lifecyclestage", "new": "customer"}]
    record.outcomes.create(
        run=run, kind="updated", reason="lifecycle_stage", changes=changes
    )
    assert two_way.undo(record).updated == 1
    assert here(two_way, record) == "1"


def test_what_was_written_to_salesforce_goes_back_too(two_way: World) -> None:
    account_id = two_way.create_account(Name="A", Phone="1")
    two_way.sync()
    record = two_way.record(account_id)
    two_way.change_company(record.company_id or "", phone="2")
    two_way.sync()
    assert there(two_way, record) == "2"
    two_way.undo(record)
    settle(two_way)
    assert (there(two_way, record), here(two_way, record)) == ("1", "2")


def test_passes_change_nothing_back(two_way: World, record: Record) -> None:
    two_way.undo(record)
    assert [two_way.sync().updated for _pass in range(2)] == [0, 0]
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")
    record.refresh_from_db()
    assert record.status == Record.Status.IN_SYNC


@pytest.mark.parametrize("side", ["salesforce", "hubspot"])
def test_an_edit_of_another_field_does_not_bring_it_back(
    two_way: World, record: Record, side: str
) -> None:
    two_way.undo(record)
    if side == "salesforce":
        two_way.change_account(record.account_id or "", BillingCity="Rome")
    else:
        two_way.change_company(record.company_id or "", city="Rome")
    assert two_way.sync().updated == 1
    settle(two_way)
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")
    assert here(two_way, record, "city") == "Rome"
    assert there(two_way, record, "BillingCity") == "Rome"


@pytest.mark.parametrize("side", ["salesforce", "hubspot"])
def test_a_later_edit_of_it_syncs_by_the_rule(
    two_way: World, record: Record, side: str
) -> None:
    two_way.undo(record)
    if side == "salesforce":
        two_way.change_account(record.account_id or "", Phone="3")
    else:
        two_way.change_company(record.company_id or "", phone="3")
    settle(two_way)
    assert (here(two_way, record), there(two_way, record)) == ("3", "3")


def test_an_edit_that_waits_to_be_synced_is_not_lost(
    two_way: World, record: Record
) -> None:
    two_way.change_account(record.account_id or "", BillingCity="Rome")
    two_way.change_company(record.company_id or "", website="new.com")
    two_way.undo(record)
    settle(two_way)
    assert here(two_way, record, "city") == "Rome"
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")


def test_an_edit_of_the_other_side_of_the_same_field_still_comes(
    two_way: World, record: Record
) -> None:
    two_way.change_account(record.account_id or "", Phone="9")
    two_way.undo(record)
    assert here(two_way, record) == "1"
    settle(two_way)
    assert (here(two_way, record), there(two_way, record)) == ("9", "9")


def test_a_resync_by_hand_ends_it(two_way: World, record: Record) -> None:
    Mapping.objects.filter(property="phone").update(rule="prefer_salesforce")
    two_way.undo(record)
    assert two_way.resync(records=[record.pk]).updated == 1
    assert (here(two_way, record), there(two_way, record)) == ("2", "2")


def test_a_value_that_changed_since_stays(two_way: World, record: Record) -> None:
    two_way.change_company(record.company_id or "", phone="7")
    run = two_way.undo(record)
    told = run.outcomes.get()
    assert (told.kind, told.reason) == ("skipped", "not_ours")
    assert "it was changed since" in told.message
    assert here(two_way, record) == "7"
    settle(two_way)
    assert there(two_way, record) == "7"


def test_one_value_may_go_back_while_another_stays(two_way: World) -> None:
    account_id = two_way.create_account(Name="A", Phone="1", BillingCity="Turin")
    two_way.sync()
    two_way.change_account(account_id, Phone="2", BillingCity="Rome")
    two_way.sync()
    record = two_way.record(account_id)
    two_way.change_company(record.company_id or "", phone="7")
    run = two_way.undo(record)
    told = run.outcomes.get()
    assert [it["property"] for it in told.changes] == ["city"]
    assert [it["code"] for it in told.problems] == ["not_ours"]
    assert run.status == SyncRun.Status.PARTLY_DONE
    assert record.errors.count() == 0


def test_what_was_cleared_comes_back(two_way: World, record: Record) -> None:
    two_way.change_account(record.account_id or "", Phone=None)
    two_way.sync()
    assert here(two_way, record) is None
    two_way.undo(record)
    settle(two_way)
    assert here(two_way, record) == "2"
    assert there(two_way, record) is None


def test_a_company_that_was_made_is_not_unmade(two_way: World) -> None:
    account_id = two_way.create_account(Name="A")
    made = two_way.sync()
    run = two_way.undo(made)
    told = run.outcomes.get()
    assert (told.kind, told.reason) == ("skipped", "made")
    assert "unlink it, or delete it in HubSpot" in told.message
    assert here(two_way, two_way.record(account_id), "name") == "A"


def test_the_link_that_a_sync_made_stays(world: World) -> None:
    company_id = world.create_company(name="A", domain="acme.com", phone="1")
    account_id = world.create_account(Name="A", Website="acme.com", Phone="2")
    world.switch_on()
    linked = world.import_accounts()
    assert linked.outcomes.get().reason == "linked"
    run = world.undo(linked)
    found = world.company(company_id, "phone", "syncadmin_account_id")
    assert (found["phone"], found["syncadmin_account_id"]) == ("1", account_id)
    assert world.record(account_id).is_linked
    assert "syncadmin_account_id" not in str(run.outcomes.get().changes)


def test_a_mapping_that_no_longer_syncs_is_put_back_all_the_same(
    two_way: World, record: Record
) -> None:
    Mapping.objects.filter(property="phone").update(rule=Mapping.Rule.NONE)
    two_way.undo(record)
    assert here(two_way, record) == "1"


def test_a_mapping_that_is_gone_is_named(two_way: World, record: Record) -> None:
    Mapping.objects.filter(property="phone").delete()
    told = two_way.undo(record).outcomes.get()
    assert told.reason == "unmapped"
    assert "phone is no field mapping any more" in told.message


def test_a_record_that_is_gone_is_named(two_way: World, record: Record) -> None:
    two_way.delete_company(record.company_id or "")
    assert two_way.undo(record).outcomes.get().reason == "record_gone"


def test_an_outcome_tells_what_it_put_back(two_way: World, record: Record) -> None:
    two_way.undo(record)
    assert Outcome.objects.filter(undoes__record=record).count() == 1
