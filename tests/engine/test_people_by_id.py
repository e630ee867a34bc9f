"""Salesforce people whom HubSpot's contacts know by id alone call for their companies
to be asked again, too (A2, A4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.engine import read_accounts
from integrations.engine.read_companies import OVERLAP
from tests.engine.creating import EMAIL, lead

if TYPE_CHECKING:
    from tests.engine.world import World

OTHER_EMAIL = "ann@home.example"
CONTACT_SEARCH = "POST contacts/search"


def leave_behind(world: World) -> None:
    """What is there by now is no change any more, not even within the overlaps."""
    world.integration.refresh_from_db()
    integration, now = world.integration, timezone.now()
    integration.contact_watermark = integration.company_watermark = now + OVERLAP
    integration.person_watermark = now + read_accounts.OVERLAP
    integration.save()
    world.wait_for_the_next_second()


@pytest.mark.parametrize("length", [15, 18])
def test_a_deleted_lead_that_is_known_by_id_lets_the_company_create_its_account(
    synced: World, company_id: str, length: int
) -> None:
    lead_id = lead(synced, OTHER_EMAIL)
    synced.create_contact(company_id, email=EMAIL, salesforceleadid=lead_id[:length])
    synced.sync()
    assert synced.record_of_company(company_id).reason == "all_leads"
    leave_behind(synced)
    synced.delete_in_salesforce("Lead", lead_id)
    synced.sync()
    assert synced.record_of_company(company_id).account_id is not None


def test_a_contact_that_is_known_by_id_and_comes_back_creates_the_account(
    synced: World, company_id: str
) -> None:
    lead(synced, EMAIL)
    contact_id = synced.create_in_salesforce(
        "Contact", LastName="Ann", Email=OTHER_EMAIL
    )
    synced.delete_in_salesforce("Contact", contact_id)
    synced.create_contact(company_id, email=EMAIL, salesforcecontactid=contact_id)
    synced.sync()
    assert synced.record_of_company(company_id).reason == "all_leads"
    leave_behind(synced)
    synced.undelete_account(contact_id)
    synced.sync()
    assert synced.record_of_company(company_id).account_id is not None


def test_many_are_looked_for_in_few_searches(synced: World, company_id: str) -> None:
    leads = [lead(synced, f"{number}@home.example") for number in range(70)]
    for number, lead_id in enumerate(leads):
        synced.create_contact(
            company_id, email=f"{number}@acme-works.com", salesforceleadid=lead_id
        )
    synced.sync()
    leave_behind(synced)
    for lead_id in leads:
        synced.delete_in_salesforce("Lead", lead_id)
    synced.forget_requests()
    synced.sync()
    assert synced.record_of_company(company_id).account_id is not None
    searches = synced.hubspot.requests()["by_endpoint"][CONTACT_SEARCH]
    assert searches <= 1 + 2


def test_who_is_found_by_email_already_is_not_searched_for(
    synced: World, company_id: str
) -> None:
    lead_id = lead(synced, EMAIL)
    synced.create_contact(company_id, email=EMAIL, salesforceleadid=lead_id)
    synced.sync()
    synced.delete_in_salesforce("Lead", lead_id)
    synced.forget_requests()
    synced.sync()
    assert synced.record_of_company(company_id).account_id is not None
    assert synced.hubspot.requests()["by_endpoint"][CONTACT_SEARCH] == 1
