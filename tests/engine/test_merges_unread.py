"""Companies merged while nobody looked: whoever comes across them first follows the
merge, and nothing of the others is lost (K6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from integrations.engine.write import Results, write
from integrations.models import Record, SyncRun
from tests.engine.pairs import KEY, KEY_FIELD, company_row, linked, set_up

if TYPE_CHECKING:
    from tests.engine.world import World

LONG_AGO = "2020-01-01T00:00Z"


pytestmark = pytest.mark.usefixtures("batches")


def merged_unseen(world: World, primary: str, other: str) -> str:
    """No pass reads it: the watermark is past it."""
    survivor = world.merge_companies(primary, other)
    later = timezone.now() + timedelta(hours=1)
    set_up(company_since=later, company_watermark=later)
    return survivor


def make_known(world: World, how: str) -> None:
    """The survivor gets a row of its own, and no link has followed to it yet."""
    if how == "census":
        world.census()
    else:
        set_up(company_since=LONG_AGO, company_watermark=LONG_AGO)
        world.sync(dry_run=True)


def assert_linked(world: World, account_id: str, company_id: str) -> None:
    record = world.record(account_id)
    assert (record.company_id, record.status) == (company_id, "in_sync")
    assert world.account(account_id)[KEY_FIELD] == company_id
    assert world.company(company_id, KEY)[KEY] == account_id


def assert_done(run: SyncRun) -> None:
    assert (run.status, run.failed, run.message) == ("succeeded", 0, "")


class TestTwoLinks:
    @pytest.fixture(params=["older", "newer"])
    def pair(self, synced: World, request: pytest.FixtureRequest) -> tuple[str, ...]:
        """The account of the primary company, the other one, and the survivor."""
        pairs = [linked(synced, "Acme"), linked(synced, "Globex")]
        if request.param == "newer":
            pairs.reverse()
        (first, one), (second, other) = pairs
        return first, second, merged_unseen(synced, one, other)

    @pytest.mark.parametrize("how", ["", "census", "dry run"])
    def test_a_resync_of_all_follows_one_and_lists_the_other(
        self, synced: World, pair: tuple[str, ...], how: str
    ) -> None:
        first, second, survivor = pair
        if how:
            make_known(synced, how)
        assert_done(synced.resync(all=True))
        assert_linked(synced, first, survivor)
        left = synced.record(second)
        assert (left.company_id, left.reason) == (None, "companies_merged")
        assert survivor in left.message
        assert Record.objects.count() == 2
        again = synced.sync()
        assert (again.created, again.updated, again.failed) == (0, 0, 0)

    def test_a_resync_of_the_survivor_makes_no_account(
        self, synced: World, pair: tuple[str, ...]
    ) -> None:
        first, second, survivor = pair
        assert_done(synced.resync(companies=[survivor]))
        assert_linked(synced, first, survivor)
        assert synced.record(second).reason == "companies_merged"
        assert synced.salesforce.state()["Account"] == 2

    @pytest.mark.parametrize("key", ["first", "second"])
    def test_a_link_that_has_followed_stays(
        self, synced: World, pair: tuple[str, ...], key: str
    ) -> None:
        first, second, survivor = pair
        Record.objects.filter(account_id=second).update(company_id=survivor)
        synced.change_account(first, **{KEY_FIELD: None})
        carried = {"first": first, "second": second}[key]
        synced.change_company(survivor, **{KEY: carried})
        assert_done(synced.resync(all=True))
        assert_linked(synced, second, survivor)
        left = synced.record(first)
        assert (left.company_id, left.reason) == (None, "companies_merged")
        assert second in left.message


@pytest.mark.parametrize("how", ["census", "dry run"])
def test_merged_with_an_unlinked_one_the_link_follows(synced: World, how: str) -> None:
    account_id, company_id = linked(synced, "Acme")
    other = synced.create_company(name="Acme Ltd")
    synced.sync()
    survivor = merged_unseen(synced, company_id, other)
    make_known(synced, how)
    assert_done(synced.resync(all=True))
    assert_linked(synced, account_id, survivor)
    assert list(Record.objects.values_list("company_id", flat=True)) == [survivor]
    assert synced.salesforce.state()["Account"] == 1


@pytest.mark.parametrize("choice", ["unlink", "delete"])
def test_a_deleted_account_parts_from_a_survivor_that_is_known(
    synced: World, choice: str
) -> None:
    set_up(on_account_deleted=choice)
    account_id, company_id = linked(synced, "Acme")
    other = synced.create_company(name="Acme Ltd")
    synced.sync()
    survivor = merged_unseen(synced, company_id, other)
    make_known(synced, "census")
    synced.delete_account(account_id)
    assert_done(synced.resync(accounts=[account_id]))
    assert synced.record(account_id).company_id is None
    reason = {"unlink": "account_deleted", "delete": "company_deleted"}[choice]
    row = company_row(survivor)
    assert (row.account_id, row.reason, row.decision) == (None, reason, "leave")


def test_two_accounts_that_find_the_two_do_not_share_the_survivor(
    world: World,
) -> None:
    one = world.create_company(name="One", domain="acme-works.com")
    other = world.create_company(name="Other", domain="globex-works.com")
    first = world.create_account(Name="One", Website="acme-works.com")
    second = world.create_account(Name="Other", Website="globex-works.com")
    world.switch_on()
    survivor = merged_unseen(world, one, other)
    assert_done(world.import_accounts())
    assert_linked(world, first, survivor)
    made = world.record(second).company_id
    assert made not in {None, survivor}
    assert world.companies() == 2


def test_an_account_does_not_take_what_a_link_is_about_to_follow_to(
    world: World,
) -> None:
    third = world.create_account(Name="Third", Website="acme-works.com")
    world.switch_on()
    account_id, company_id = linked(world, "Acme")
    other = world.create_company(name="Acme Ltd", domain="acme-works.com")
    survivor = merged_unseen(world, other, company_id)
    make_known(world, "census")
    assert_done(world.import_accounts(ids=[third]))
    assert world.record(third).company_id not in {None, survivor}
    assert_done(world.resync(accounts=[account_id]))
    assert_linked(world, account_id, survivor)


def test_an_account_and_the_company_it_finds_may_come_together(world: World) -> None:
    company_id = world.create_company(name="Acme", domain="acme-works.com")
    account_id = world.create_account(Name="Acme", Website="acme-works.com")
    world.switch_on()
    rows = list(Record.objects.values_list("pk", flat=True))
    assert_done(world.resync(records=rows, manual=False))
    assert_linked(world, account_id, company_id)
    assert Record.objects.count() == 1


def test_taken_while_it_was_written_the_record_alone_is_looked_at_again(
    synced: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, one = linked(synced, "Acme")
    third, _its_own = linked(synced, "Globex")
    other = synced.create_company(name="Acme Ltd")
    late = synced.create_account(Name="Late")
    synced.sync()
    survivor = merged_unseen(synced, one, other)
    for account_id in (first, third):
        synced.change_account(account_id, Phone="+1 555 0100")

    def taken_by_another_hand(*args: Any) -> Results:
        found = write(*args)
        if any(item.record.account_id == first for item, _plan in args[2]):
            Record.objects.filter(account_id=late).update(company_id=survivor)
        return found

    with monkeypatch.context() as between:
        between.setattr("integrations.engine.apply.write", taken_by_another_hand)
        run = synced.sync()
    assert (run.status, run.failed) == ("succeeded", 0)
    assert synced.record(third).status == "in_sync"
    assert "collided" not in caplog.text
    synced.sync()
    left = synced.record(first)
    assert (left.company_id, left.reason) == (None, "companies_merged")
    assert synced.record(late).company_id == survivor
