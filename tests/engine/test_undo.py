"""Undo: what a sync wrote goes back where it is still what the sync wrote (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.starting import Refused
from integrations.models import Mapping, Outcome, Record, SyncRun
from tests.engine.world import COMMAND

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
    run = two_way.undo(record=record.pk)
    assert (run.kind, run.status) == (SyncRun.Kind.UNDO, SyncRun.Status.SUCCEEDED)
    assert (run.total, run.updated) == (1, 1)
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")
    told = run.outcomes.get()
    assert told.undoes == record.outcomes.exclude(run=run).order_by("-pk").first()
    (change,) = told.changes
    assert (change["side"], change["old"], change["new"]) == ("hubspot", "2", "1")


def test_what_was_written_to_salesforce_goes_back_too(two_way: World) -> None:
    account_id = two_way.create_account(Name="A", Phone="1")
    two_way.sync()
    record = two_way.record(account_id)
    two_way.change_company(record.company_id or "", phone="2")
    two_way.sync()
    assert there(two_way, record) == "2"
    two_way.undo(record=record.pk)
    settle(two_way)
    assert (there(two_way, record), here(two_way, record)) == ("1", "2")


def test_passes_change_nothing_back(two_way: World, record: Record) -> None:
    two_way.undo(record=record.pk)
    assert [two_way.sync().updated for _pass in range(2)] == [0, 0]
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")
    record.refresh_from_db()
    assert record.status == Record.Status.IN_SYNC


@pytest.mark.parametrize("side", ["salesforce", "hubspot"])
def test_an_edit_of_another_field_does_not_bring_it_back(
    two_way: World, record: Record, side: str
) -> None:
    two_way.undo(record=record.pk)
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
    two_way.undo(record=record.pk)
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
    two_way.undo(record=record.pk)
    settle(two_way)
    assert here(two_way, record, "city") == "Rome"
    assert (here(two_way, record), there(two_way, record)) == ("1", "2")


def test_an_edit_of_the_other_side_of_the_same_field_still_comes(
    two_way: World, record: Record
) -> None:
    two_way.change_account(record.account_id or "", Phone="9")
    two_way.undo(record=record.pk)
    assert here(two_way, record) == "1"
    settle(two_way)
    assert (here(two_way, record), there(two_way, record)) == ("9", "9")


def test_a_resync_by_hand_ends_it(two_way: World, record: Record) -> None:
    Mapping.objects.filter(property="phone").update(rule="prefer_salesforce")
    two_way.undo(record=record.pk)
    assert two_way.resync(records=[record.pk]).updated == 1
    assert (here(two_way, record), there(two_way, record)) == ("2", "2")


def test_a_value_that_changed_since_stays(two_way: World, record: Record) -> None:
    two_way.change_company(record.company_id or "", phone="7")
    run = two_way.undo(record=record.pk)
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
    run = two_way.undo(record=record.pk)
    told = run.outcomes.get()
    assert [it["property"] for it in told.changes] == ["city"]
    assert [it["code"] for it in told.problems] == ["not_ours"]
    assert run.status == SyncRun.Status.PARTLY_DONE
    assert record.errors.count() == 0


def test_what_was_cleared_comes_back(two_way: World, record: Record) -> None:
    two_way.change_account(record.account_id or "", Phone=None)
    two_way.sync()
    assert here(two_way, record) is None
    two_way.undo(record=record.pk)
    settle(two_way)
    assert here(two_way, record) == "2"
    assert there(two_way, record) is None


def test_a_company_that_was_made_is_not_unmade(two_way: World) -> None:
    account_id = two_way.create_account(Name="A")
    made = two_way.sync()
    run = two_way.undo(run=made.pk)
    told = run.outcomes.get()
    assert (told.kind, told.reason) == ("skipped", "made")
    assert "unlink it, or delete it in HubSpot" in told.message
    assert here(two_way, two_way.record(account_id), "name") == "A"


def test_a_mapping_that_no_longer_syncs_is_put_back_all_the_same(
    two_way: World, record: Record
) -> None:
    Mapping.objects.filter(property="phone").update(rule=Mapping.Rule.NONE)
    two_way.undo(record=record.pk)
    assert here(two_way, record) == "1"


def test_a_mapping_that_is_gone_is_named(two_way: World, record: Record) -> None:
    Mapping.objects.filter(property="phone").delete()
    told = two_way.undo(record=record.pk).outcomes.get()
    assert told.reason == "unmapped"
    assert "phone is no field mapping any more" in told.message


def test_a_record_that_is_gone_is_named(two_way: World, record: Record) -> None:
    two_way.delete_company(record.company_id or "")
    assert two_way.undo(record=record.pk).outcomes.get().reason == "record_gone"


class TestAWholeRun:
    @pytest.fixture
    def run(self, two_way: World) -> SyncRun:
        """It took a new phone to five companies."""
        ids = [two_way.create_account(Name=f"A{it}", Phone="1") for it in range(5)]
        two_way.sync()
        for account_id in ids:
            two_way.change_account(account_id, Phone="2")
        return two_way.sync()

    def test_every_record_of_it_is_put_back(self, two_way: World, run: SyncRun) -> None:
        two_way.forget_requests()
        undo = two_way.undo(run=run.pk)
        assert (undo.total, undo.updated) == (5, 5)
        assert (undo.salesforce_calls, undo.hubspot_calls) == (1, 2)
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0

    def test_a_dry_run_of_it_writes_nothing(self, two_way: World, run: SyncRun) -> None:
        undo = two_way.undo(run=run.pk, dry_run=True)
        assert undo.updated == 5
        assert {here(two_way, it) for it in Record.objects.all()} == {"2"}
        assert two_way.undo(run=run.pk).updated == 5

    def test_a_second_undo_finds_nothing_left(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.undo(run=run.pk)
        with pytest.raises(Refused, match="no written value left"):
            two_way.undo(run=run.pk)

    def test_a_refused_value_may_be_undone_later(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.hubspot.fail("batch/update", {"error": "INVALID_OPTION", "records": 1})
        first = two_way.undo(run=run.pk)
        two_way.hubspot.heal()
        assert (first.updated, first.failed) == (4, 1)
        second = two_way.undo(run=run.pk)
        assert (second.total, second.updated) == (1, 1)
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0

    def test_a_write_whose_answer_was_lost_is_kept_as_undone(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.hubspot.fail("batch/update", {"drop": "after"}, times=1)
        undo = two_way.undo(run=run.pk)
        assert undo.status == SyncRun.Status.SUCCEEDED
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0
        for record in Record.objects.all():
            two_way.change_account(record.account_id or "", BillingCity="Rome")
        two_way.sync()
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}


class TestRefused:
    def test_with_the_toggle_off(self, two_way: World, record: Record) -> None:
        two_way.integration.sync_companies = False
        two_way.integration.save()
        with pytest.raises(Refused, match="Turn on Sync companies first"):
            two_way.undo(record=record.pk)

    def test_a_dry_run_wrote_nothing(self, two_way: World) -> None:
        two_way.create_account(Name="A")
        with pytest.raises(Refused, match="wrote nothing"):
            two_way.undo(run=two_way.sync(dry_run=True).pk)

    def test_a_record_nothing_was_written_to(self, two_way: World) -> None:
        two_way.create_company(name="A")
        two_way.sync()
        with pytest.raises(Refused, match="No sync has written"):
            two_way.undo(record=Record.objects.get().pk)

    def test_an_undo_is_not_undone(self, two_way: World, record: Record) -> None:
        run = two_way.undo(record=record.pk)
        with pytest.raises(Refused, match="resync the records instead"):
            two_way.undo(run=run.pk)
        with pytest.raises(Refused, match=f"undone already, by Undo {run.pk}"):
            two_way.undo(record=record.pk)

    def test_a_run_under_way(self, two_way: World) -> None:
        run = SyncRun.objects.create(
            integration=two_way.integration, kind="sync", cause=COMMAND
        )
        with pytest.raises(Refused, match="still going"):
            two_way.undo(run=run.pk)


def test_an_outcome_tells_what_it_put_back(two_way: World, record: Record) -> None:
    two_way.undo(record=record.pk)
    assert Outcome.objects.filter(undoes__record=record).count() == 1
