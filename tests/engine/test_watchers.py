"""A company is asked again when anything around it changes (A2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.toggle import switch_off, switch_on
from integrations.models import Record, SyncRun
from tests.engine.creating import EMAIL, lead, settle
from tests.engine.watching import is_created
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_contact_associated_later_creates_the_account(
    synced: World, company_id: str
) -> None:
    contact_id = synced.create_contact(email=EMAIL)
    synced.sync()
    assert not is_created(synced, company_id)
    people.associate(synced.hubspot, [contact_id], company_id)
    assert synced.sync().created == 1
    assert is_created(synced, company_id)


def test_a_contact_who_is_somebody_else_now_creates_the_account(
    synced: World, company_id: str
) -> None:
    """Only the contact changes: HubSpot leaves the company's time as it is."""
    lead(synced)
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert synced.record_of_company(company_id).reason == "all_leads"
    before = synced.company(company_id, "hs_lastmodifieddate")
    people.change(synced.hubspot, "contacts", contact_id, email="bob@acme-works.com")
    assert synced.company(company_id, "hs_lastmodifieddate") == before
    synced.sync()
    assert is_created(synced, company_id)


def test_a_lead_deleted_in_salesforce_lets_the_company_create_its_account(
    synced: World, company_id: str
) -> None:
    lead_id = lead(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    synced.delete_in_salesforce("Lead", lead_id)
    synced.sync()
    assert is_created(synced, company_id)


def test_a_contact_made_in_salesforce_lets_the_company_create_its_account(
    synced: World, company_id: str
) -> None:
    lead(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    synced.create_in_salesforce("Contact", LastName="Ann", Email=EMAIL)
    synced.sync()
    outcome = synced.record_of_company(company_id).outcomes.get(kind="created")
    assert outcome.reason == "private_contact"


def test_every_page_of_changed_people_is_read(synced: World, company_id: str) -> None:
    synced.create_contact(company_id, email=EMAIL)
    lead_id = lead(synced)
    synced.sync()
    synced.salesforce.fail("query", {"short_pages": 2})
    synced.delete_in_salesforce("Lead", lead_id)
    for number in range(5):
        lead(synced, f"{number}@elsewhere.example")
    synced.sync()
    assert is_created(synced, company_id)


def test_joining_the_list_creates_the_account_within_one_poll(
    synced: World, company_id: str, customers: str
) -> None:
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert synced.record_of_company(company_id).reason == "none_included"
    people.join(synced.hubspot, customers, contact_id)
    assert synced.sync().created == 1


def test_leaving_the_list_is_seen_by_whoever_is_asked_next(
    synced: World, company_id: str, customers: str
) -> None:
    contact_id = synced.create_contact(company_id, email=EMAIL)
    people.join(synced.hubspot, customers, contact_id)
    people.leave(synced.hubspot, customers, contact_id)
    synced.sync()
    assert not is_created(synced, company_id)


def test_choosing_another_list_asks_all_that_were_left_out(
    synced: World, company_id: str, customers: str
) -> None:
    contact_id = synced.create_contact(company_id, email=EMAIL)
    other = people.create_list(synced.hubspot, "Prospects")
    people.join(synced.hubspot, other, contact_id)
    synced.sync()
    assert not is_created(synced, company_id)
    settle(synced, inclusion_list=other)
    synced.sync()
    assert is_created(synced, company_id)


def test_without_the_list_all_that_were_left_out_are_asked(
    synced: World, company_id: str, customers: str
) -> None:
    synced.create_contact(company_id, email=EMAIL)
    lonely = synced.create_company(name="Lonely")
    synced.sync()
    settle(synced, inclusion_list="")
    run = synced.sync()
    assert is_created(synced, company_id)
    record = synced.record_of_company(lonely)
    assert (record.status, record.reason) == (Record.Status.EXCLUDED, "no_contact")
    assert (run.created, run.skipped) == (1, 1)
    assert synced.sync().read == 0


def test_a_list_that_comes_back_asks_all_that_were_left_out(
    synced: World, company_id: str, customers: str
) -> None:
    contact_id = synced.create_contact(company_id, email=EMAIL)
    people.join(synced.hubspot, customers, contact_id)
    people.call(synced.hubspot, "DELETE", f"v3/lists/{customers}")
    synced.sync()
    assert "HubSpot has no list" in synced.record_of_company(company_id).message
    people.call(synced.hubspot, "PUT", f"v3/lists/{customers}/restore")
    synced.sync()
    assert is_created(synced, company_id)


def test_a_company_left_out_says_when_its_list_was_deleted(
    synced: World, company_id: str, customers: str
) -> None:
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    people.call(synced.hubspot, "DELETE", f"v3/lists/{customers}")
    synced.sync()
    assert "HubSpot has no list" in synced.record_of_company(company_id).message


def test_a_company_is_asked_once_though_its_contacts_and_itself_changed(
    synced: World, company_id: str
) -> None:
    for name in ("ann", "bob", "cleo"):
        synced.create_contact(company_id, email=f"{name}@acme-works.com")
    synced.forget_requests()
    run = synced.sync()
    by_endpoint = synced.hubspot.requests()["by_endpoint"]
    assert (run.read, run.created) == (1, 1)
    assert by_endpoint["POST associations/companies/contacts/batch/read"] == 1
    assert "POST contacts/batch/read" not in by_endpoint


def test_what_is_asked_again_with_the_same_answer_is_quiet(
    synced: World, company_id: str
) -> None:
    """The overlap of the reading shows the contact again, for minutes."""
    lead(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    run = synced.sync()
    assert (run.read, run.outcomes.count()) == (0, 0)
    assert synced.record_of_company(company_id).status == Record.Status.EXCLUDED


def test_a_contact_of_a_linked_company_asks_nobody(
    synced: World, company_id: str
) -> None:
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    people.change(synced.hubspot, "contacts", contact_id, firstname="Ann")
    synced.forget_requests()
    assert synced.sync().read == 0
    by_endpoint = synced.hubspot.requests()["by_endpoint"]
    assert "POST associations/companies/contacts/batch/read" not in by_endpoint


def test_a_dry_run_asks_and_makes_nothing(synced: World, company_id: str) -> None:
    contact_id = synced.create_contact(email=EMAIL)
    synced.sync()
    people.associate(synced.hubspot, [contact_id], company_id)
    run = synced.sync(dry_run=True)
    assert (run.created, run.outcomes.count()) == (1, 1)
    assert synced.salesforce.state()["Account"] == 0
    assert synced.sync().created == 1


def test_a_pass_that_was_cut_off_asks_again(synced: World, company_id: str) -> None:
    contact_id = synced.create_contact(email=EMAIL)
    synced.sync()
    people.associate(synced.hubspot, [contact_id], company_id)
    synced.hubspot.fail("companies/contacts/batch/read", {"status": 401})
    assert synced.sync().status == SyncRun.Status.FAILED
    synced.hubspot.heal()
    synced.sync()
    assert is_created(synced, company_id)


def test_who_joined_during_a_pause_is_caught_up_on(
    synced: World, company_id: str, customers: str
) -> None:
    join_during_a_pause(synced, company_id, customers)
    switch_on(synced.integration)
    synced.sync()
    assert is_created(synced, company_id)


def test_starting_from_now_leaves_who_joined_before(
    synced: World, company_id: str, customers: str
) -> None:
    join_during_a_pause(synced, company_id, customers)
    synced.switch_on(from_now=True)
    synced.sync()
    assert not is_created(synced, company_id)


def join_during_a_pause(world: World, company_id: str, list_id: str) -> None:
    contact_id = world.create_contact(company_id, email=EMAIL)
    world.sync()
    switch_off(world.integration)
    people.join(world.hubspot, list_id, contact_id)
    world.wait_for_the_next_second()


def test_what_a_pass_that_failed_had_seen_is_looked_at_again(
    synced: World, company_id: str
) -> None:
    lead_id = lead(synced)
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    synced.delete_in_salesforce("Lead", lead_id)
    people.change(synced.hubspot, "contacts", contact_id, firstname="Ann")
    synced.wait_for_the_next_second()
    synced.salesforce.fail("Lead", {"status": 401})
    synced.hubspot.fail("owners|companies/search", {"status": 401})
    assert synced.sync().status == SyncRun.Status.FAILED
    synced.hubspot.heal()
    synced.salesforce.heal()
    synced.sync()
    assert is_created(synced, company_id)


def test_a_second_change_of_the_same_contact_is_seen(
    synced: World, company_id: str
) -> None:
    lead(synced)
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.wait_for_the_next_second()
    synced.sync()
    synced.sync()
    people.change(synced.hubspot, "contacts", contact_id, email="bob@acme-works.com")
    synced.sync()
    assert is_created(synced, company_id)
