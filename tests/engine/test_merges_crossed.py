"""Merges in both CRMs, or merges and deletions, that one pass reads together (K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.models import Record
from tests.engine.pairs import KEY, KEY_FIELD, company_row, linked, set_up
from tests.engine.why import of_account, said

if TYPE_CHECKING:
    from tests.engine.world import World


pytestmark = pytest.mark.usefixtures("batches")


def assert_linked(world: World, account_id: str, company_id: str) -> None:
    """As the database, both keys and the record's status say."""
    record = world.record(account_id)
    told = (record.company_id, record.status, record.candidates, record.decision)
    assert told == (company_id, "in_sync", [], "")
    assert world.account(account_id)[KEY_FIELD] == company_id
    assert world.company(company_id, KEY)[KEY] == account_id


def known() -> list[object]:
    rows = Record.objects.order_by("pk")
    return list(rows.values_list("account_id", "company_id", "status"))


def assert_quiet(world: World) -> None:
    before = known()
    run = world.sync()
    assert (run.created, run.updated, run.failed) == (0, 0, 0)
    assert known() == before


class TestBothMerged:
    @pytest.fixture(params=["the other", "the same", "either"])
    def survivors(self, synced: World, request: pytest.FixtureRequest) -> list[str]:
        """The account and the company that are left of two pairs."""
        (first, one), (second, other) = linked(synced, "Acme"), linked(synced, "Globex")
        synced.merge_accounts(first, second)
        primary = {"the other": (other, one), "the same": (one, other)}
        if request.param == "either":
            synced.change_company(other, **{KEY: ""})
        survivor = synced.merge_companies(*primary.get(request.param, (other, one)))
        return [first, survivor, second]

    def test_the_two_that_are_left_are_linked(
        self, synced: World, survivors: list[str]
    ) -> None:
        account_id, company_id, lost = survivors
        run = synced.sync()
        assert_linked(synced, account_id, company_id)
        assert (run.status, run.failed) == ("succeeded", 0)
        gone = synced.record(lost)
        assert (gone.company_id, gone.status) == (None, "not_linked")
        assert gone.reason == "account_merged"
        assert account_id in gone.message
        assert Record.objects.count() == 2
        assert synced.company(company_id, "name")["name"] == "Acme"
        assert_quiet(synced)

    def test_it_is_told_before(self, synced: World, survivors: list[str]) -> None:
        account_id, company_id, lost = survivors
        run = synced.sync(dry_run=True)
        told = dict(run.outcomes.values_list("account_id", "reason"))
        assert told.pop(lost) == "account_merged"
        assert set(told) <= {account_id}
        assert not {"companies_merged", "accounts_merged"}.intersection(told.values())
        assert not Record.objects.filter(account_id=account_id, company_id=company_id)


class TestALoserWhoseCompanyWasMerged:
    def test_the_winner_without_a_company_gets_the_survivor(self, world: World) -> None:
        winner = world.create_account(Name="Older")
        world.switch_on()
        loser, company_id = linked(world)
        other = world.create_company(name="Acme Ltd")
        world.sync()
        world.merge_accounts(winner, loser)
        survivor = world.merge_companies(company_id, other)
        world.sync()
        assert_linked(world, winner, survivor)
        assert world.companies() == 1
        assert world.record(loser).reason == "account_merged"
        assert_quiet(world)

    def test_the_survivor_goes_to_the_living_account_of_the_other(
        self, synced: World
    ) -> None:
        winner, kept = linked(synced, "Acme")
        loser, company_id = linked(synced, "Acme Inc")
        third, other = linked(synced, "Globex")
        synced.merge_accounts(winner, loser)
        survivor = synced.merge_companies(company_id, other)
        synced.sync()
        assert_linked(synced, third, survivor)
        assert_linked(synced, winner, kept)
        gone = synced.record(loser)
        assert (gone.company_id, gone.reason) == (None, "account_merged")
        assert_quiet(synced)

    def test_a_winner_without_a_company_waits_beside_the_one_that_follows(
        self, world: World
    ) -> None:
        winner = world.create_account(Name="Older")
        world.switch_on()
        loser, company_id = linked(world, "Acme")
        third, other = linked(world, "Globex")
        world.merge_accounts(winner, loser)
        world.change_account(winner, Phone="+1 555 0100")
        survivor = world.merge_companies(other, company_id)
        world.sync()
        assert_linked(world, third, survivor)
        assert world.companies() == 1
        waiting = world.record(winner)
        assert (waiting.status, waiting.reason) == ("duplicate", "companies_merged")
        assert [it["id"] for it in waiting.candidates] == [survivor]
        assert company_id in waiting.message
        gone = world.record(loser)
        assert (gone.company_id, gone.reason) == (None, "account_merged")
        assert_quiet(world)


@pytest.mark.parametrize("choice", ["delete", "unlink", "nothing"])
def test_a_deleted_account_leaves_the_survivor_to_the_living_one(
    synced: World, choice: str
) -> None:
    set_up(on_account_deleted=choice)
    living, company_id = linked(synced, "Acme")
    gone, other = linked(synced, "Globex")
    survivor = synced.merge_companies(other, company_id)
    synced.delete_account(gone)
    foretold = said(of_account(synced, gone), "plan")
    assert survivor in foretold
    assert "recycle bin" not in foretold
    synced.sync()
    assert_linked(synced, living, survivor)
    assert synced.companies() == 1
    left = synced.record(gone)
    assert (left.company_id, left.reason) == (None, "account_deleted")
    assert survivor in left.message
    assert living in left.message
    assert Record.objects.count() == 2
    assert_quiet(synced)


class TestTheWinnersCompanyWasDeleted:
    @pytest.fixture
    def three(self, synced: World) -> tuple[str, str, str]:
        """The winner, the loser and the company that the loser had."""
        winner, deleted = linked(synced, "Acme")
        loser, company_id = linked(synced, "Globex")
        synced.merge_accounts(winner, loser)
        synced.delete_company(deleted)
        return winner, loser, company_id

    def test_it_gets_the_losers(
        self, synced: World, three: tuple[str, str, str]
    ) -> None:
        set_up(on_company_deleted="unlink")
        winner, loser, company_id = three
        synced.sync()
        assert_linked(synced, winner, company_id)
        assert synced.record(loser).reason == "account_merged"
        assert synced.companies() == 1
        assert synced.company(company_id, "name")["name"] == "Acme"
        assert not Record.objects.filter(status=Record.Status.DUPLICATE)
        assert_quiet(synced)

    def test_where_the_link_stays_the_losers_is_listed(
        self, synced: World, three: tuple[str, str, str]
    ) -> None:
        _winner, _loser, company_id = three
        synced.sync()
        assert company_row(company_id).reason == "accounts_merged"


class TestTheAdviceIsFollowed:
    def test_the_listed_account_that_wins_is_linked_and_in_sync(
        self, synced: World
    ) -> None:
        kept, company_id = linked(synced, "Acme")
        listed, other = linked(synced, "Acme Inc")
        survivor = synced.merge_companies(company_id, other)
        synced.sync()
        assert synced.record(listed).status == Record.Status.DUPLICATE
        synced.merge_accounts(listed, kept)
        synced.sync()
        assert_linked(synced, listed, survivor)
        assert synced.company(survivor, "name")["name"] == "Acme Inc"
        assert_quiet(synced)

    def test_also_where_somebody_had_left_it(self, synced: World) -> None:
        kept, company_id = linked(synced, "Acme")
        listed, other = linked(synced, "Acme Inc")
        survivor = synced.merge_companies(company_id, other)
        synced.sync()
        decided = {"decision": Record.Decision.LEAVE, "status": "not_linked"}
        Record.objects.filter(account_id=listed).update(**decided)
        synced.merge_accounts(listed, kept)
        synced.sync()
        assert_linked(synced, listed, survivor)
