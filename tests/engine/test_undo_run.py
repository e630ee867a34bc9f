"""Undo of a whole run, and when an undo is refused (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.starting import Refused
from integrations.models import Record, SyncRun
from tests.engine.test_undo import here, record, settle, there, two_way
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World

__all__ = ["record", "two_way"]


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
        undo = two_way.undo(run)
        assert (undo.total, undo.updated) == (5, 5)
        assert (undo.salesforce_calls, undo.hubspot_calls) == (1, 2)
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0

    def test_a_dry_run_of_it_writes_nothing(self, two_way: World, run: SyncRun) -> None:
        undo = two_way.undo(run, dry_run=True)
        assert undo.updated == 5
        assert {here(two_way, it) for it in Record.objects.all()} == {"2"}
        assert two_way.undo(run).updated == 5

    def test_a_second_undo_finds_nothing_left(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.undo(run)
        with pytest.raises(Refused, match="no written value left"):
            two_way.undo(run)

    def test_a_refused_value_may_be_undone_later(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.hubspot.fail("batch/update", {"error": "INVALID_OPTION", "records": 1})
        first = two_way.undo(run)
        two_way.hubspot.heal()
        assert (first.updated, first.failed) == (4, 1)
        second = two_way.undo(run)
        assert (second.total, second.updated) == (1, 1)
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0

    def test_a_write_whose_answer_was_lost_is_kept_as_undone(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.hubspot.fail("batch/update", {"drop": "after"}, times=1)
        undo = two_way.undo(run)
        assert undo.status == SyncRun.Status.SUCCEEDED
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}
        assert two_way.sync().updated == 0
        for row in Record.objects.all():
            two_way.change_account(row.account_id or "", BillingCity="Rome")
        two_way.sync()
        assert {here(two_way, it) for it in Record.objects.all()} == {"1"}


class TestRefused:
    def test_with_the_toggle_off(self, two_way: World, record: Record) -> None:
        two_way.integration.sync_companies = False
        two_way.integration.save()
        with pytest.raises(Refused, match="Turn on Sync companies first"):
            two_way.undo(record)

    def test_a_dry_run_wrote_nothing(self, two_way: World) -> None:
        two_way.create_account(Name="A")
        with pytest.raises(Refused, match="wrote nothing"):
            two_way.undo(two_way.sync(dry_run=True))

    def test_a_record_nothing_was_written_to(self, two_way: World) -> None:
        two_way.create_company(name="A")
        two_way.sync()
        with pytest.raises(Refused, match="No sync has written"):
            two_way.undo(Record.objects.get())

    def test_an_undo_is_not_undone(self, two_way: World, record: Record) -> None:
        run = two_way.undo(record)
        with pytest.raises(Refused, match="resync the records instead"):
            two_way.undo(run)
        with pytest.raises(Refused, match=f"undone already, by Undo {run.pk}"):
            two_way.undo(record)

    def test_a_run_under_way(self, two_way: World) -> None:
        run = SyncRun.objects.create(
            integration=two_way.integration, kind="sync", cause=COMMAND
        )
        with pytest.raises(Refused, match="still going"):
            two_way.undo(run)


def written_twice(world: World) -> tuple[SyncRun, SyncRun, Record]:
    """Two syncs took two new phones of an account to its company."""
    account_id = world.create_account(Name="A", Phone="1")
    world.sync()
    runs = []
    for phone in ("2", "3"):
        world.change_account(account_id, Phone=phone)
        runs.append(world.sync())
    return runs[0], runs[1], world.record(account_id)


@pytest.mark.parametrize("is_lost", [False, True], ids=["", "answer-lost"])
def test_one_sync_after_the_other_is_undone_and_stays_so(
    two_way: World, *, is_lost: bool
) -> None:
    first, second, record = written_twice(two_way)
    two_way.undo(second)
    if is_lost:
        two_way.hubspot.fail("batch/update", {"drop": "after"}, times=1)
    assert two_way.undo(first).status == SyncRun.Status.SUCCEEDED
    two_way.change_account(record.account_id or "", BillingCity="Rome")
    settle(two_way)
    assert (here(two_way, record), there(two_way, record)) == ("1", "3")
