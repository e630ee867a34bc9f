"""Switched on again from now on: what came, went and was merged in the pause is known,
and none of it is synced (S4, K3, K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.toggle import switch_off, switch_on
from integrations.models import Record, SyncRun
from tests.engine.pairs import KEY, linked, set_up
from tests.engine.why import of_account, of_company, said

if TYPE_CHECKING:
    from tests.engine.world import World

DOMAIN = "acme-works.com"


def pause(world: World) -> None:
    switch_off(world.integration)
    world.wait_for_the_next_second()


def go_on_from_now(world: World) -> None:
    """Salesforce stamps whole seconds."""
    world.wait_for_the_next_second()
    world.switch_on(from_now=True)
    world.wait_for_the_next_second()


class TestMadeInThePause:
    def test_an_account_is_the_partner_of_a_company_that_comes_later(
        self, synced: World
    ) -> None:
        pause(synced)
        account_id = synced.create_account(Name="Acme", Website=DOMAIN)
        go_on_from_now(synced)
        assert synced.record(account_id).status == Record.Status.NOT_LINKED
        company_id = synced.create_company(name="Acme Ltd", domain=DOMAIN)
        synced.create_contact(company_id, email="ada@acme.example")
        synced.sync()
        assert synced.record(account_id).company_id == company_id
        assert synced.salesforce.state()["Account"] == 1

    def test_a_company_is_the_partner_of_an_account_that_comes_later(
        self, synced: World
    ) -> None:
        pause(synced)
        company_id = synced.create_company(name="Acme Ltd", domain=DOMAIN)
        go_on_from_now(synced)
        account_id = synced.create_account(Name="Acme", Website=DOMAIN)
        synced.sync()
        assert synced.record(account_id).company_id == company_id
        assert synced.companies() == 1

    def test_nothing_of_them_is_synced(self, synced: World) -> None:
        account_id, company_id = linked(synced)
        pause(synced)
        synced.change_account(account_id, Phone="+1 555 0100")
        synced.create_account(Name="Acme", Website=DOMAIN)
        made = synced.create_company(name="Globex", domain="globex-works.com")
        synced.create_contact(made, email="ada@globex.example")
        go_on_from_now(synced)
        run = synced.sync()
        assert (run.created, run.updated) == (0, 0)
        assert synced.company(company_id, "phone")["phone"] is None
        assert synced.companies() == synced.salesforce.state()["Account"] == 2

    def test_only_what_changed_is_read(self, synced: World) -> None:
        linked(synced)
        pause(synced)
        synced.create_account(Name="Acme", Website=DOMAIN)
        synced.wait_for_the_next_second()
        census = switch_on(synced.integration, from_now=True)
        assert census
        synced.forget_requests()
        assert synced.work(census).status == SyncRun.Status.SUCCEEDED
        asked = synced.hubspot.requests()["by_endpoint"]
        assert asked == {"POST companies/search": 1}


class TestGoneInThePause:
    @pytest.mark.parametrize("choice", ["delete", "unlink", "nothing"])
    def test_the_company_of_a_deleted_account_stays_and_so_it_is_told(
        self, synced: World, choice: str
    ) -> None:
        set_up(on_account_deleted=choice)
        account_id, company_id = linked(synced)
        pause(synced)
        synced.delete_account(account_id)
        go_on_from_now(synced)
        for found in (of_account(synced, account_id), of_company(synced, company_id)):
            assert "A sync" not in said(found, "plan")
            assert "stays as it is" in said(found, "plan")
        synced.sync()
        synced.change_company(company_id, phone="+1 555 0100")
        synced.sync()
        record = synced.record(account_id)
        assert (record.status, record.reason) == ("excluded", "account_deleted")
        assert (record.company_id, synced.companies()) == (company_id, 1)
        assert synced.company(company_id, KEY)[KEY] == account_id

    def test_a_person_who_resyncs_it_has_the_setting_applied(
        self, synced: World
    ) -> None:
        set_up(on_account_deleted="delete")
        account_id, _company_id = linked(synced)
        pause(synced)
        synced.delete_account(account_id)
        go_on_from_now(synced)
        synced.sync()
        synced.resync(records=[synced.record(account_id).pk])
        assert synced.companies() == 0

    def test_it_syncs_again_when_it_is_restored(self, synced: World) -> None:
        account_id, _company_id = linked(synced)
        pause(synced)
        synced.delete_account(account_id)
        go_on_from_now(synced)
        synced.sync()
        synced.undelete_account(account_id)
        synced.sync()
        assert synced.record(account_id).status == Record.Status.IN_SYNC

    def test_a_deleted_account_is_nobodys_partner(self, world: World) -> None:
        account_id = world.create_account(Name="Acme", Website=DOMAIN)
        world.switch_on()
        pause(world)
        world.delete_account(account_id)
        go_on_from_now(world)
        row = world.record(account_id)
        assert (row.reason, row.status) == ("account_deleted", "not_linked")

    def test_the_winner_of_a_merge_gets_the_losers_company(self, world: World) -> None:
        winner = world.create_account(Name="Older")
        world.switch_on()
        loser, company_id = linked(world)
        pause(world)
        world.merge_accounts(winner, loser)
        go_on_from_now(world)
        world.sync()
        assert world.record(winner).company_id == company_id
        assert world.record(loser).reason == "account_merged"

    def test_the_link_follows_a_merged_company(self, synced: World) -> None:
        account_id, company_id = linked(synced)
        pause(synced)
        other = synced.create_company(name="Acme Ltd")
        survivor = synced.merge_companies(company_id, other)
        go_on_from_now(synced)
        synced.sync()
        assert synced.record(account_id).company_id == survivor
        assert synced.record(account_id).status == Record.Status.IN_SYNC


def test_a_listing_that_was_cut_off_is_made_up_for(synced: World) -> None:
    account_id, _company_id = linked(synced)
    pause(synced)
    made = synced.create_account(Name="Acme", Website=DOMAIN)
    synced.delete_account(account_id)
    synced.wait_for_the_next_second()
    switch_on(synced.integration, from_now=True)
    switch_off(synced.integration)
    synced.switch_on()
    synced.sync()
    assert synced.record(account_id).reason == "account_deleted"
    assert synced.companies() == 1
    assert synced.record(made).company_id is None
