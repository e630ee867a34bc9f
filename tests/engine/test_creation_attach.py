"""A private contact is given the account that was made for it, if asked (A6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.models import Record
from tests.engine.creating import (
    EMAIL,
    assert_created,
    private_contact,
    settle,
)

if TYPE_CHECKING:
    from tests.engine.world import World


def account_of_contact(world: World, contact_id: str) -> str | None:
    found = world.in_salesforce("Contact", contact_id)
    account_id: str | None = found["AccountId"]
    return account_id


def test_a_private_contact_stays_private_unless_asked_otherwise(
    synced: World, company_id: str
) -> None:
    contact_id = private_contact(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_created(synced, company_id, "private_contact")
    assert account_of_contact(synced, contact_id) is None


def test_a_private_contact_is_given_the_account_made_for_it(
    synced: World, company_id: str
) -> None:
    settle(synced, attach_private_contacts=True)
    contact_id = private_contact(synced)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    assert_created(synced, company_id, "private_contact")
    record = synced.record_of_company(company_id)
    assert account_of_contact(synced, contact_id) == record.account_id
    assert synced.sync().read == 0


def test_a_contact_salesforce_will_not_attach_is_an_error_and_tried_again(
    synced: World, company_id: str
) -> None:
    settle(synced, attach_private_contacts=True)
    contact_id = private_contact(synced)
    synced.create_contact(company_id, email=EMAIL)
    refusal = {"error": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "records": 1}
    synced.salesforce.fail("composite/sobjects$", refusal, method="PATCH")
    run = synced.sync()
    record = synced.record_of_company(company_id)
    error = record.errors.get()
    assert (run.created, run.problems) == (1, 1)
    assert (error.category, error.value) == ("association", contact_id)
    assert contact_id in error.message
    synced.salesforce.heal()
    Record.objects.update(retry_at=timezone.now())
    synced.sync()
    assert account_of_contact(synced, contact_id) == record.account_id
    assert not record.errors.open().exists()
    assert_created(synced, company_id, "private_contact")
