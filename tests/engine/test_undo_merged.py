"""Undo of what was merged since, before a pass has seen the merge (R5, K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.undo_preview import preview_undo
from integrations.models import Outcome, SyncRun
from tests.engine.pairs import KEY_FIELD, linked
from tests.engine.test_undo import here, settle, there, two_way

if TYPE_CHECKING:
    from integrations.models import Record
    from tests.engine.world import World

__all__ = ["two_way"]


@pytest.fixture
def run(two_way: World) -> SyncRun:
    """It took a new phone to three companies."""
    accounts = [linked(two_way, it, Phone="1")[0] for it in ("A", "B", "C")]
    for account_id in accounts:
        two_way.change_account(account_id, Phone="2")
    return two_way.sync()


@pytest.fixture
def records(run: SyncRun) -> list[Record]:
    rows = run.outcomes.order_by("name").select_related("record")
    return [it.record for it in rows if it.record]


def merge(world: World, primary: Record, other: Record) -> str:
    return world.merge_companies(primary.company_id or "", other.company_id or "")


def told(undo: SyncRun) -> dict[str, str]:
    return dict(undo.outcomes.values_list("name", "reason"))


class TestCompanies:
    @pytest.fixture
    def survivor(self, two_way: World, records: list[Record]) -> str:
        """Of those of A and B; it carries the id of B's account."""
        return merge(two_way, records[1], records[0])

    def test_only_the_link_that_ends_is_left(
        self, two_way: World, run: SyncRun, records: list[Record], survivor: str
    ) -> None:
        undo = two_way.undo(run)
        assert (undo.status, undo.message) == (SyncRun.Status.SUCCEEDED, "")
        assert (undo.updated, undo.skipped, undo.failed) == (2, 1, 0)
        assert told(undo) == {"A": "companies_merged", "B": "", "C": ""}
        left = undo.outcomes.get(reason="companies_merged")
        assert survivor in left.message
        assert (records[1].account_id or "") in left.message
        assert two_way.company(survivor, "phone")["phone"] == "1"
        assert here(two_way, records[2]) == "1"
        account = two_way.account(records[0].account_id or "")
        assert account[KEY_FIELD] == records[0].company_id

    def test_the_next_pass_settles_the_merge_and_brings_nothing_back(
        self, two_way: World, run: SyncRun, records: list[Record], survivor: str
    ) -> None:
        two_way.undo(run)
        passed = two_way.sync()
        assert told(passed) == {"A": "companies_merged"}
        assert two_way.record(records[0].account_id or "").company_id is None
        settle(two_way)
        assert two_way.company(survivor, "phone")["phone"] == "1"
        assert [there(two_way, it) for it in records] == ["2", "2", "2"]

    def test_it_is_told_before(
        self, two_way: World, run: SyncRun, records: list[Record], survivor: str
    ) -> None:
        shown = preview_undo(two_way.integration, list(run.outcomes.all())).records
        codes = {it.item.record.pk: it.reversals[0].code for it in shown}
        expected = zip(records, ["companies_merged", "", ""], strict=True)
        assert codes == {row.pk: code for row, code in expected}
        assert told(two_way.undo(run, dry_run=True))["A"] == "companies_merged"

    def test_what_a_person_entered_since_stays(
        self, two_way: World, run: SyncRun, records: list[Record], survivor: str
    ) -> None:
        two_way.change_account(records[0].account_id or "", Phone="7")
        two_way.change_company(survivor, city="Rome")
        two_way.undo(run)
        settle(two_way)
        assert there(two_way, records[0]) == "7"
        assert there(two_way, records[1], "BillingCity") == "Rome"

    @pytest.mark.usefixtures("survivor")
    def test_after_the_pass_nothing_of_it_goes_back(
        self, two_way: World, run: SyncRun
    ) -> None:
        two_way.sync()
        assert told(two_way.undo(run))["A"] == "record_gone"


class TestAccounts:
    def test_the_company_of_the_one_that_lost_is_left(
        self, two_way: World, run: SyncRun, records: list[Record]
    ) -> None:
        winner, loser, _other = records
        two_way.merge_accounts(winner.account_id or "", loser.account_id or "")
        undo = two_way.undo(run)
        assert (undo.status, undo.updated, undo.skipped) == ("succeeded", 2, 1)
        left = Outcome.objects.get(run=undo, reason="account_merged")
        assert left.record == loser
        assert (winner.account_id or "") in left.message
        assert [here(two_way, it) for it in records] == ["1", "2", "1"]
        settle(two_way)
        assert [here(two_way, it) for it in records] == ["1", "2", "1"]

    def test_of_one_that_was_only_deleted_it_goes_back(
        self, two_way: World, run: SyncRun, records: list[Record]
    ) -> None:
        two_way.delete_account(records[1].account_id or "")
        undo = two_way.undo(run)
        assert (undo.updated, undo.skipped) == (3, 0)
        assert [here(two_way, it) for it in records] == ["1", "1", "1"]
