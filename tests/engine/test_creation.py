"""When a HubSpot company creates a Salesforce account (A), through both CRMs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.models import Outcome, Record
from tests.engine.creating import (
    EMAIL,
    assert_created,
    assert_excluded,
    lead,
    private_contact,
    settle,
)
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.engine.world import World


def test_a_company_without_a_contact_is_left_out(
    synced: World, company_id: str
) -> None:
    run = synced.sync()
    record = assert_excluded(synced, company_id, "no_contact")
    assert run.skipped == 1
    assert record.message == "No contact is associated with the company."


def test_a_company_whose_contacts_are_all_leads_is_left_out(
    synced: World, company_id: str
) -> None:
    lead(synced)
    synced.create_contact(company_id, email=EMAIL.upper())
    synced.sync()
    record = assert_excluded(synced, company_id, "all_leads")
    assert EMAIL in record.message


def test_a_converted_lead_blocks_nothing(synced: World, company_id: str) -> None:
    synced.create_in_salesforce(
        "Lead", LastName="Ann", Company="Acme", Email=EMAIL, IsConverted=True
    )
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_created(synced, company_id, "inclusion_list")


def test_one_contact_who_is_no_lead_is_enough(synced: World, company_id: str) -> None:
    lead(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.create_contact(company_id, email="bob@acme-works.com")
    synced.sync()
    assert_created(synced, company_id, "inclusion_list")


def test_a_private_contact_creates_the_account(synced: World, company_id: str) -> None:
    private_contact(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    outcome = assert_created(synced, company_id, "private_contact")
    assert outcome.message.startswith("Account created.")
    assert f"{EMAIL} syncs with a private contact" in outcome.message


def test_a_private_contact_is_known_by_its_id_whatever_its_email(
    synced: World, company_id: str
) -> None:
    contact_id = private_contact(synced)
    lead(synced, "other@acme-works.com")
    synced.create_contact(
        company_id, email="other@acme-works.com", salesforcecontactid=contact_id[:15]
    )
    synced.sync()
    assert_created(synced, company_id, "private_contact")


def test_a_contact_of_an_account_creates_one_for_this_company_too(
    synced: World, company_id: str
) -> None:
    other = synced.create_account(Name="Holding")
    synced.create_in_salesforce("Contact", LastName="A", Email=EMAIL, AccountId=other)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_created(synced, company_id, "inclusion_list")


def test_a_contact_who_is_not_in_salesforce_yet_creates_the_account(
    synced: World, company_id: str
) -> None:
    synced.create_contact(company_id, email=EMAIL)
    run = synced.sync()
    outcome = assert_created(synced, company_id, "inclusion_list")
    assert run.created == 1
    assert f"{EMAIL} qualifies: no inclusion list is chosen" in outcome.message


def test_a_contact_on_the_inclusion_list_creates_the_account(
    synced: World, company_id: str
) -> None:
    list_id = people.create_list(synced.hubspot, "Customers")
    settle(synced, inclusion_list=list_id)
    people.join(synced.hubspot, list_id, synced.create_contact(company_id, email=EMAIL))
    synced.sync()
    outcome = assert_created(synced, company_id, "inclusion_list")
    assert f"{EMAIL} is in the inclusion list 'Customers'" in outcome.message


def test_a_contact_who_is_not_on_the_inclusion_list_creates_nothing(
    synced: World, company_id: str
) -> None:
    settle(synced, inclusion_list=people.create_list(synced.hubspot, "Customers"))
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    record = assert_excluded(synced, company_id, "none_included")
    assert "not in the inclusion list 'Customers'" in record.message


def test_outside_the_inclusion_list_a_private_contact_creates_nothing(
    synced: World, company_id: str
) -> None:
    settle(synced, inclusion_list=people.create_list(synced.hubspot, "Customers"))
    private_contact(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_excluded(synced, company_id, "none_included")


def test_a_deleted_inclusion_list_blocks_and_says_what_to_do(
    synced: World, company_id: str
) -> None:
    list_id = people.create_list(synced.hubspot, "Customers")
    settle(synced, inclusion_list=list_id)
    synced.create_contact(company_id, email=EMAIL)
    people.call(synced.hubspot, "DELETE", f"v3/lists/{list_id}")
    synced.sync()
    record = assert_excluded(synced, company_id, "none_included")
    assert record.message.endswith(
        f"HubSpot has no list {list_id}: it was deleted, or is another account's."
        " Restore it in HubSpot, or choose another one under Limiting what syncs."
    )
    assert record.message.count("hoose another") == 1


def test_a_list_of_companies_cannot_include_a_contact(
    synced: World, company_id: str
) -> None:
    list_id = people.create_list(synced.hubspot, "Firms", kind="0-2")
    people.join(synced.hubspot, list_id, company_id)
    settle(synced, inclusion_list=list_id)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    record = assert_excluded(synced, company_id, "none_included")
    assert "Firms is not a list of contacts" in record.message


@pytest.mark.parametrize(
    ("default_object", "reason"),
    [("Contact", "auto_created_default_contact"), ("Lead", "inclusion_list")],
)
def test_a_company_hubspot_made_for_a_contact_tells_so(
    synced: World, default_object: str, reason: str
) -> None:
    settle(synced, default_object=default_object)
    synced.hubspot.change(auto_create_companies=True)
    synced.create_contact(email=EMAIL)
    synced.sync()
    record = Record.objects.get()
    outcome = record.outcomes.get()
    assert (outcome.kind, outcome.reason) == (Outcome.Kind.CREATED, reason)
    assert synced.salesforce.state()["Account"] == 1


def test_a_contact_in_many_companies_creates_each_account(synced: World) -> None:
    names = [f"Branch {number}" for number in range(5)]
    ids = [synced.create_company(name=name) for name in names]
    synced.create_contact(*ids, email=EMAIL)
    run = synced.sync()
    assert run.created == 5
    assert synced.salesforce.state()["Account"] == 5
    assert {synced.record_of_company(each).name for each in ids} == set(names)


def test_a_company_of_five_thousand_contacts_is_decided_in_batches(
    synced: World, company_id: str
) -> None:
    rows = [{"email": f"{number}@acme-works.com"} for number in range(5_000)]
    contacts = people.create_many(synced.hubspot, "contacts", rows)
    people.associate(synced.hubspot, contacts, company_id)
    for number in range(2):
        lead(synced, f"{number}@acme-works.com")
    synced.sync()
    outcome = assert_created(synced, company_id, "inclusion_list")
    assert "4,9" in outcome.message
    assert len(outcome.message) < 1_000


def test_two_contacts_of_one_email_decide_like_one(
    synced: World, company_id: str
) -> None:
    """Salesforce does not mind several leads with the same address."""
    lead(synced)
    lead(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_excluded(synced, company_id, "all_leads")


def test_an_account_that_salesforce_would_refuse_is_an_error_at_once(
    synced: World,
) -> None:
    company_id = synced.create_company(domain="acme-works.com")
    synced.create_contact(company_id, email=EMAIL)
    run = synced.sync()
    record = synced.record_of_company(company_id)
    error = record.errors.get()
    assert (run.failed, record.status) == (1, Record.Status.FAILING)
    assert (error.category, error.field) == ("required", "Name")
    assert "Name" in error.message
    assert synced.salesforce.state()["Account"] == 0


def test_a_second_pass_asks_nobody_again(synced: World, company_id: str) -> None:
    synced.create_contact(company_id, email=EMAIL)
    without = synced.create_company(name="Lonely")
    synced.sync()
    run = synced.sync()
    assert run.read == 0
    assert synced.record_of_company(without).reason == "no_contact"


def test_the_owner_salesforce_gives_a_new_account_is_no_edit(
    synced: World, company_id: str
) -> None:
    """The connected user has an owner of the same e-mail in HubSpot."""
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    run = synced.sync()
    assert run.read == 0
    company = synced.company(company_id, "hubspot_owner_id")
    assert not company["hubspot_owner_id"]
    account_id = synced.record_of_company(company_id).account_id or ""
    synced.change_account(account_id, Phone="+39 02 555 0100")
    synced.sync()
    company = synced.company(company_id, "hubspot_owner_id", "phone")
    assert company["phone"] == "+39 02 555 0100"
    assert not company["hubspot_owner_id"]
