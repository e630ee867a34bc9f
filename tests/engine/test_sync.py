"""The main job: what changes in one CRM appears in the other, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.starting import Refused
from integrations.models import Outcome, Record, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_new_account_becomes_a_company(synced: World) -> None:
    account_id = synced.create_account(
        Name="Acme", Website="https://www.acme-works.com", AnnualRevenue=1250000
    )
    run = synced.sync()
    record = synced.record(account_id)
    company = synced.company(
        record.company_id or "", "name", "website", "annualrevenue"
    )
    assert (run.status, run.created) == (SyncRun.Status.SUCCEEDED, 1)
    assert company["name"] == "Acme"
    assert company["website"] == "https://www.acme-works.com"
    assert company["annualrevenue"] == "1250000"
    assert record.status == Record.Status.IN_SYNC


def test_both_sides_carry_the_others_id(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    company = synced.company(company_id, "syncadmin_account_id")
    assert company["syncadmin_account_id"] == account_id
    assert synced.account(account_id)["HubSpot_Company_Id__c"] == company_id


def test_a_second_pass_finds_nothing_to_do(synced: World) -> None:
    synced.create_account(Name="Acme")
    synced.sync()
    synced.forget_requests()
    run = synced.sync()
    assert run.read == 0
    writes = [
        name for name in synced.hubspot.requests()["by_endpoint"] if "upsert" in name
    ]
    assert writes == []


def test_older_accounts_do_not_flood_in(world: World) -> None:
    world.salesforce.reset(accounts=20)
    world.connect()
    world.switch_on()
    run = world.sync()
    assert (run.read, run.created, world.companies()) == (0, 0, 0)
    assert Record.objects.filter(status=Record.Status.NOT_LINKED).count() == 20


def test_an_older_account_becomes_a_company_when_it_is_changed(world: World) -> None:
    world.switch_on()
    account_id = world.create_account(Name="Acme")
    world.census()
    world.change_account(account_id, Phone="+1 555 0100")
    run = world.sync()
    assert run.created == 1
    assert world.record(account_id).is_linked


def test_a_change_in_salesforce_updates_the_company(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    synced.change_account(account_id, BillingCity="Milan")
    run = synced.sync()
    record = synced.record(account_id)
    outcome = Outcome.objects.filter(record=record).latest("id")
    assert run.updated == 1
    assert synced.company(record.company_id or "", "city")["city"] == "Milan"
    assert outcome.changes == [
        {
            "side": "hubspot",
            "property": "city",
            "field": "BillingCity",
            "old": "Turin",
            "new": "Milan",
        }
    ]


def test_a_two_way_change_in_hubspot_reaches_the_account(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    synced.change_company(synced.record(account_id).company_id or "", city="Rome")
    run = synced.sync()
    assert run.updated == 1
    assert synced.account(account_id)["BillingCity"] == "Rome"


def test_salesforce_wins_back_what_hubspot_changed(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="Rome")
    synced.sync()
    assert synced.company(company_id, "city")["city"] == "Turin"
    assert synced.account(account_id)["BillingCity"] == "Turin"


def test_a_blank_field_is_filled_from_hubspot(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.change_company(synced.record(account_id).company_id or "", city="Rome")
    synced.sync()
    assert synced.account(account_id)["BillingCity"] == "Rome"


def test_a_value_cleared_in_salesforce_is_cleared_in_hubspot(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    synced.change_account(account_id, BillingCity=None)
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    assert not synced.company(company_id, "city")["city"]


def test_the_two_sides_come_to_rest(synced: World) -> None:
    synced.integration.mappings.filter(property="phone").update(rule="two_way")
    account_id = synced.create_account(Name="Acme", Phone="1")
    synced.sync()
    synced.change_account(account_id, Phone="2")
    synced.change_company(synced.record(account_id).company_id or "", phone="3")
    synced.sync()
    synced.sync()
    run = synced.sync()
    company = synced.company(synced.record(account_id).company_id or "", "phone")
    assert run.read == 0
    assert company["phone"] == synced.account(account_id)["Phone"]


def test_many_accounts_with_one_time_stamp_all_arrive(synced: World) -> None:
    synced.salesforce.change(freeze_clock=True)
    ids = [synced.create_account(Name=f"Firm {place}") for place in range(30)]
    synced.sync()
    synced.change_account(ids[7], Phone="777")
    synced.sync()
    assert synced.companies() == 30
    company_id = synced.record(ids[7]).company_id or ""
    assert synced.company(company_id, "phone")["phone"] == "777"


def test_a_late_commit_is_not_lost(synced: World) -> None:
    effect = {"late_commit_s": 1.5}
    synced.salesforce.fail("sobjects/Account", effect, method="POST", times=1)
    late = synced.create_account(Name="Late")
    synced.create_account(Name="Prompt")
    synced.sync()
    synced.wait_until_visible(late)
    synced.sync()
    assert synced.record(late).is_linked


def test_a_deleted_account_leaves_the_company_alone(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.delete_account(account_id)
    run = synced.sync()
    assert run.skipped == 1
    assert synced.companies() == 1
    assert synced.record(account_id).reason == "account_deleted"


def test_nothing_moves_while_the_toggle_is_off(world: World) -> None:
    world.create_account(Name="Acme")
    world.forget_requests()
    with pytest.raises(Refused, match="Turn on Sync companies first"):
        world.sync()
    assert world.salesforce.requests()["total"] == 0
    assert world.hubspot.requests()["total"] == 0


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    run = synced.sync(dry_run=True)
    outcome = run.outcomes.get()
    assert (run.created, synced.companies()) == (1, 0)
    assert {"property": "name", "new": "Acme"}.items() <= outcome.changes[0].items()
    assert not synced.record(account_id).is_linked
    assert synced.sync().created == 1
