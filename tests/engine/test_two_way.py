"""Both sides changed a two-way field: the later edit of that field wins (M2)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.engine.world import World

READ = "POST companies/batch/read"


@pytest.fixture
def account_id(synced: World) -> str:
    """Its company has the same city; the next edit is seen to be later."""
    synced.integration.mappings.filter(property__in=["city", "phone"]).update(
        rule="two_way"
    )
    made = synced.create_account(Name="Acme", BillingCity="Turin", Phone="1")
    synced.sync()
    synced.wait_for_the_next_second()
    return made


def company_of(world: World, account_id: str) -> str:
    return world.record(account_id).company_id or ""


def cities(world: World, account_id: str) -> tuple[str, str]:
    company = world.company(company_of(world, account_id), "city")
    return world.account(account_id)["BillingCity"], company["city"]


def test_the_later_edit_in_salesforce_wins_though_the_company_changed_after_it(
    synced: World, account_id: str
) -> None:
    synced.change_company(company_of(synced, account_id), city="Rome")
    synced.wait_for_the_next_second()
    synced.change_account(account_id, BillingCity="Milan")
    synced.wait_for_the_next_second()
    synced.change_company(company_of(synced, account_id), phone="2")
    synced.sync()
    assert cities(synced, account_id) == ("Milan", "Milan")
    assert synced.account(account_id)["Phone"] == "2"


def test_the_later_edit_in_hubspot_wins(synced: World, account_id: str) -> None:
    synced.change_account(account_id, BillingCity="Milan")
    synced.wait_for_the_next_second()
    synced.change_company(company_of(synced, account_id), city="Rome")
    synced.sync()
    assert cities(synced, account_id) == ("Rome", "Rome")


def freeze_both_in_one_second(world: World) -> None:
    """A machine that is busy just then may need another try."""
    crms = (world.salesforce, world.hubspot)
    for _ in range(20):
        world.wait_for_the_next_second()
        begun = time.time()
        for crm in crms:
            crm.change(freeze_clock=True)
        if int(time.time()) == int(begun):
            return
        for crm in crms:
            crm.change(freeze_clock=False)
    pytest.fail("No second was long enough to freeze both clocks in it.")


def test_in_one_second_salesforce_wins(synced: World, account_id: str) -> None:
    freeze_both_in_one_second(synced)
    synced.change_account(account_id, BillingCity="Milan")
    synced.change_company(company_of(synced, account_id), city="Rome")
    synced.sync()
    assert cities(synced, account_id) == ("Milan", "Milan")


def test_a_history_is_read_only_for_what_both_sides_changed(
    synced: World, account_id: str
) -> None:
    synced.change_account(account_id, BillingCity="Milan")
    synced.change_company(company_of(synced, account_id), phone="2")
    synced.forget_requests()
    synced.resync(accounts=[account_id])
    assert synced.hubspot.requests()["by_endpoint"][READ] == 1
    synced.change_account(account_id, BillingCity="Genoa")
    synced.change_company(company_of(synced, account_id), city="Rome")
    synced.forget_requests()
    synced.resync(accounts=[account_id])
    assert synced.hubspot.requests()["by_endpoint"][READ] == 2


def test_histories_of_many_records_are_read_fifty_at_a_time(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    ids = [synced.create_account(Name=f"Firm {n}", BillingCity="A") for n in range(60)]
    synced.sync()
    for each in ids:
        synced.change_account(each, BillingCity="B")
    synced.wait_for_the_next_second()
    for each in ids:
        synced.change_company(company_of(synced, each), city="C")
    synced.forget_requests()
    run = synced.resync(accounts=ids)
    assert run.updated == 60
    assert {cities(synced, each) for each in ids} == {("C", "C")}
    assert synced.hubspot.requests()["by_endpoint"][READ] == 1 + 2


def test_the_two_sides_rest_after_a_contest(synced: World, account_id: str) -> None:
    synced.change_account(account_id, BillingCity="Milan")
    synced.change_company(company_of(synced, account_id), city="Rome")
    synced.sync()
    assert synced.sync().read == 0


def test_what_we_wrote_ourselves_is_no_edit(synced: World, account_id: str) -> None:
    """Salesforce's change was written to HubSpot, later than the next one there."""
    synced.change_account(account_id, BillingCity="Milan")
    synced.sync()
    synced.change_account(account_id, BillingCity="Genoa")
    run = synced.sync()
    assert run.updated == 1
    assert cities(synced, account_id) == ("Genoa", "Genoa")


def test_a_record_that_changed_on_both_sides_is_dealt_with_once(
    synced: World, account_id: str
) -> None:
    synced.change_account(account_id, BillingCity="Rome")
    synced.change_company(company_of(synced, account_id), phone="2")
    run = synced.sync()
    assert (run.read, run.updated, run.unchanged) == (1, 1, 0)
    assert run.outcomes.get().changes[0]["new"] == "2"
    assert cities(synced, account_id) == ("Rome", "Rome")


def test_of_two_looks_at_an_account_the_later_is_planned_from(
    synced: World, account_id: str
) -> None:
    """Read by the pass over Salesforce, then anew beside its company's change."""
    synced.change_account(account_id, BillingCity="Rome")
    synced.change_company(company_of(synced, account_id), phone="2")
    run = synced.start_sync()
    steps = run.batches.filter(step="read_accounts")
    synced.work_until(run, lambda: not steps.exclude(state="done").exists())
    synced.wait_for_the_next_second()
    synced.change_account(account_id, BillingCity="Oslo")
    synced.forget_requests()
    synced.work(run)
    assert (run.read, run.done, run.updated) == (1, 1, 1)
    assert cities(synced, account_id) == ("Oslo", "Oslo")
    assert synced.account(account_id)["Phone"] == "2"


def test_a_dry_run_counts_a_record_once_though_both_sides_changed(
    synced: World, account_id: str
) -> None:
    synced.change_account(account_id, BillingCity="Rome")
    synced.change_company(company_of(synced, account_id), phone="2")
    run = synced.sync(dry_run=True)
    assert (run.read, run.updated, run.outcomes.count()) == (1, 1, 1)
