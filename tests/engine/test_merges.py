"""Accounts merged in Salesforce, companies merged in HubSpot (K6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from integrations.engine.links import link
from integrations.models import Integration, Outcome, Record, SyncError, SyncRun
from tests.engine.pairs import KEY, KEY_FIELD, company_row, linked, set_up

if TYPE_CHECKING:
    from tests.engine.world import World

JSON = {"Content-Type": "application/json"}
# What HubSpot answers to an update by the old id of a merged company (documented).
NOT_GOTTEN = {"status": "COMPLETE", "results": [], "numErrors": 1}
ERROR = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "Not found."}


def older_account(world: World, name: str = "Older") -> str:
    """One that is known but was never synced."""
    account_id = world.create_account(Name=name)
    world.switch_on()
    return account_id


def keys(world: World, account_id: str, company_id: str) -> tuple[str, str]:
    field = world.account(account_id)[KEY_FIELD]
    return field, world.company(company_id, KEY)[KEY]


class TestAccounts:
    def test_the_winner_without_a_company_gets_the_losers(self, world: World) -> None:
        winner = older_account(world)
        loser, company_id = linked(world)
        world.merge_accounts(winner, loser)
        run = world.sync()
        record = world.record(winner)
        assert (record.company_id, record.status) == (company_id, "in_sync")
        assert keys(world, winner, company_id) == (company_id, winner)
        assert world.company(company_id, "name")["name"] == "Older"
        assert (run.status, run.created, run.updated) == ("succeeded", 0, 1)
        gone = world.record(loser)
        assert (gone.company_id, gone.reason) == (None, "account_merged")
        assert winner in gone.message
        assert world.companies() == 1

    def test_what_was_done_to_the_company_goes_with_it(self, world: World) -> None:
        winner = older_account(world)
        loser, _company_id = linked(world)
        world.merge_accounts(winner, loser)
        world.sync()
        told = Outcome.objects.filter(record=world.record(winner))
        assert list(told.order_by("pk").values_list("kind", flat=True)) == [
            "created",
            "updated",
        ]

    def test_a_winner_edited_in_the_merge_makes_no_company_of_its_own(
        self, world: World
    ) -> None:
        winner = older_account(world)
        loser, company_id = linked(world)
        world.merge_accounts(winner, loser)
        world.change_account(winner, Phone="+1 555 0100")
        world.sync()
        assert world.companies() == 1
        assert world.record(winner).company_id == company_id
        assert world.company(company_id, "phone")["phone"] == "+1 555 0100"

    def test_a_winner_with_a_company_leaves_a_possible_duplicate(
        self, synced: World
    ) -> None:
        winner, kept = linked(synced, "Acme")
        loser, other = linked(synced, "Acme Inc")
        synced.merge_accounts(winner, loser)
        run = synced.sync()
        row = company_row(other)
        assert (row.status, row.reason) == ("duplicate", "accounts_merged")
        assert [it["id"] for it in row.candidates] == [kept]
        assert row.candidates[0]["score"] > 0
        assert row.account_id is None
        assert (synced.record(winner).company_id, run.failed) == (kept, 0)
        assert synced.record(loser).reason == "account_merged"

    def test_the_left_over_company_makes_no_account(self, synced: World) -> None:
        winner, _kept = linked(synced, "Acme")
        loser, other = linked(synced, "Acme Inc")
        synced.merge_accounts(winner, loser)
        synced.sync()
        synced.change_company(other, phone="+1 555 0100")
        synced.sync()
        synced.resync(companies=[other])
        assert synced.salesforce.state()["Account"] == 1
        assert company_row(other).status == Record.Status.DUPLICATE

    def test_three_become_one(self, world: World) -> None:
        winner = older_account(world)
        first, company_id = linked(world, "First")
        second, other = linked(world, "Second")
        world.merge_accounts(winner, first, second)
        world.sync()
        held = {company_id, other}
        assert world.record(winner).company_id in held
        (left,) = held - {world.record(winner).company_id}
        assert company_row(left).reason == "accounts_merged"

    @pytest.mark.parametrize("dead", [0, 1])
    @pytest.mark.parametrize("had", ["a deleted company", "no company"])
    def test_of_two_companies_the_winner_gets_the_one_that_is_there(
        self, world: World, dead: int, had: str
    ) -> None:
        set_up(on_company_deleted="unlink")
        winner = older_account(world)
        if had == "a deleted company":
            world.import_accounts()
            world.delete_company(world.record(winner).company_id or "")
        losers = [linked(world, "First"), linked(world, "Second")]
        world.merge_accounts(winner, *[account_id for account_id, _id in losers])
        world.delete_company(losers[dead][1])
        world.sync()
        living = losers[1 - dead][1]
        record = world.record(winner)
        assert (record.company_id, record.status) == (living, "in_sync")
        assert keys(world, winner, living) == (living, winner)
        told = {world.record(account_id).reason for account_id, _id in losers}
        assert told == {"account_merged"}
        world.sync()
        assert not Record.objects.filter(status=Record.Status.DUPLICATE)
        assert world.companies() == 1

    def test_a_winner_that_was_merged_since_hands_on(self, world: World) -> None:
        last = older_account(world, "Last")
        middle = world.create_account(Name="Middle")
        world.sync()
        first, company_id = linked(world, "First")
        Record.objects.filter(account_id=middle).delete()
        world.merge_accounts(middle, first)
        world.merge_accounts(last, middle)
        world.sync()
        assert world.record(last).company_id == company_id

    def test_a_winner_that_was_deleted_leaves_a_deleted_account(
        self, world: World
    ) -> None:
        winner = older_account(world)
        loser, company_id = linked(world)
        world.merge_accounts(winner, loser)
        world.delete_account(winner)
        world.sync()
        record = world.record(loser)
        assert (record.reason, record.company_id) == ("account_deleted", company_id)

    def test_a_dry_run_tells_of_it_and_changes_nothing(self, world: World) -> None:
        winner = older_account(world)
        loser, company_id = linked(world)
        world.merge_accounts(winner, loser)
        run = world.sync(dry_run=True)
        assert run.outcomes.get().account_id == winner
        assert world.record(loser).company_id == company_id
        assert world.record(winner).company_id is None

    def test_a_crash_after_the_link_moved_is_mended(self, world: World) -> None:
        winner = older_account(world)
        loser, company_id = linked(world)
        world.merge_accounts(winner, loser)
        Record.objects.filter(account_id=loser).update(company_id=None)
        with transaction.atomic():
            link(world.integration, {company_id: winner})
        Record.objects.filter(account_id=winner).update(retry_at="2020-01-01T00:00Z")
        world.sync()
        assert keys(world, winner, company_id) == (company_id, winner)
        assert world.record(winner).status == Record.Status.IN_SYNC


class TestCompanies:
    def test_the_link_follows_the_survivor(self, synced: World) -> None:
        account_id, company_id = linked(synced)
        other = synced.create_company(name="Acme Ltd")
        synced.sync()
        survivor = synced.merge_companies(company_id, other)
        synced.sync()
        record = synced.record(account_id)
        assert (record.company_id, record.status) == (survivor, "in_sync")
        assert keys(synced, account_id, survivor) == (survivor, account_id)
        known = Record.objects.exclude(company_id=None)
        assert list(known.values_list("company_id", flat=True)) == [survivor]
        assert synced.salesforce.state()["Account"] == 1

    def test_it_follows_also_where_the_linked_one_was_not_the_primary(
        self, synced: World
    ) -> None:
        account_id, company_id = linked(synced)
        other = synced.create_company(name="Acme Ltd")
        survivor = synced.merge_companies(other, company_id)
        synced.sync()
        assert synced.record(account_id).company_id == survivor
        assert synced.company(survivor, "name")["name"] == "Acme"

    def test_a_merge_seen_from_the_account_first_is_followed_too(
        self, synced: World
    ) -> None:
        account_id, company_id = linked(synced)
        other = synced.create_company(name="Acme Ltd")
        synced.hubspot.change(search_lag_s=3600)
        survivor = synced.merge_companies(company_id, other)
        synced.change_account(account_id, Phone="+1 555 0100")
        synced.sync()
        assert synced.record(account_id).company_id == survivor
        assert synced.company(survivor, "phone")["phone"] == "+1 555 0100"

    def test_merged_while_its_batch_is_written_the_survivor_gets_the_values(
        self, synced: World
    ) -> None:
        account_id, company_id = linked(synced)
        other = synced.create_company(name="Acme Ltd")
        synced.change_account(account_id, Phone="+1 555 0100")
        error = ERROR | {"context": {"ids": [company_id]}}
        body = json.dumps(NOT_GOTTEN | {"errors": [error]})
        answer = {"status": 207, "body": body, "headers": JSON}
        synced.hubspot.fail("companies/batch/update", answer, times=1)
        run = synced.start_sync()
        again = run.batches.filter(step="apply", payload__rounds=1)
        synced.work_until(run, again.exists)
        survivor = synced.merge_companies(company_id, other)
        synced.work(run)
        assert (run.status, run.failed) == (SyncRun.Status.SUCCEEDED, 0)
        assert synced.record(account_id).company_id == survivor
        assert synced.company(survivor, "phone")["phone"] == "+1 555 0100"
        assert not SyncError.objects.open().exists()

    def test_of_two_links_one_follows_and_the_other_account_is_listed(
        self, synced: World
    ) -> None:
        first, company_id = linked(synced, "Acme")
        second, other = linked(synced, "Acme Inc")
        survivor = synced.merge_companies(company_id, other)
        synced.sync()
        record = synced.record(first)
        assert (record.company_id, record.status) == (survivor, "in_sync")
        assert keys(synced, first, survivor) == (survivor, first)
        left = synced.record(second)
        assert (left.status, left.reason) == ("duplicate", "companies_merged")
        assert [it["id"] for it in left.candidates] == [survivor]
        assert left.company_id is None

    def test_the_left_over_account_makes_no_company(self, synced: World) -> None:
        _first, company_id = linked(synced, "Acme")
        second, other = linked(synced, "Acme Inc")
        synced.merge_companies(company_id, other)
        synced.sync()
        synced.change_account(second, Phone="+1 555 0100")
        synced.sync()
        assert synced.companies() == 1
        assert synced.record(second).status == Record.Status.DUPLICATE

    def test_two_that_nobody_linked_are_one_record_afterwards(
        self, world: World
    ) -> None:
        one = world.create_company(name="One", domain="acme-works.com")
        two = world.create_company(name="Two", domain="acme-works.com")
        world.switch_on()
        survivor = world.merge_companies(one, two)
        world.sync()
        assert Record.objects.get().company_id == survivor
        account_id = world.create_account(Name="One", Website="acme-works.com")
        world.sync()
        assert world.record(account_id).company_id == survivor

    def test_a_company_merged_and_then_deleted_is_a_deleted_one(
        self, synced: World
    ) -> None:
        Integration.objects.update(on_company_deleted="unlink")
        account_id, company_id = linked(synced)
        other = synced.create_company(name="Acme Ltd")
        survivor = synced.merge_companies(company_id, other)
        synced.delete_company(survivor)
        synced.change_account(account_id, Phone="+1 555 0100")
        synced.sync()
        record = synced.record(account_id)
        assert (record.company_id, record.reason) == (None, "company_deleted")
