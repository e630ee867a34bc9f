"""A company with contacts, and the account it creates or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Outcome, Record

if TYPE_CHECKING:
    from tests.engine.world import World

EMAIL = "ann@acme-works.com"


def private_contact(world: World) -> str:
    """Of a contact without an account, as Salesforce calls it."""
    return world.create_in_salesforce("Contact", LastName="Ann", Email=EMAIL)


def lead(world: World, email: str = EMAIL) -> str:
    return world.create_in_salesforce(
        "Lead", LastName="Ann", Company="Acme", Email=email
    )


def settle(world: World, **settings: object) -> None:
    for name, value in settings.items():
        setattr(world.integration, name, value)
    world.integration.save(update_fields=list(settings))


def assert_excluded(world: World, company_id: str, reason: str) -> Record:
    record = world.record_of_company(company_id)
    assert (record.status, record.reason) == (Record.Status.EXCLUDED, reason)
    assert record.account_id is None
    assert world.salesforce.state()["Account"] == 0
    return record


def assert_created(world: World, company_id: str, reason: str) -> Outcome:
    record = world.record_of_company(company_id)
    outcome = record.outcomes.get(kind=Outcome.Kind.CREATED)
    assert outcome.reason == reason
    account = world.account(record.account_id or "")
    assert account["Name"] == "Acme"
    assert account["HubSpot_Company_Id__c"] == company_id
    key = world.company(company_id, "syncadmin_account_id")["syncadmin_account_id"]
    assert key == record.account_id
    assert record.status == Record.Status.IN_SYNC
    return outcome
