"""What Why? says a sync would do with a record (R3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.pauses import pause_property
from integrations.engine.preview import sides
from integrations.engine.undo import start_undo
from integrations.models import Record
from tests.engine.why import of_account, of_company, said, step, with_contact
from tests.engine.world import COMMAND

if TYPE_CHECKING:
    from tests.engine.world import World


def test_what_a_sync_would_write_is_told_value_by_value(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    synced.change_account(account_id, BillingCity="Milan")
    found = of_account(synced, account_id)
    assert "HubSpot to Milan" in said(found, "plan")


def test_a_field_at_rest_is_named_with_its_end(synced: World) -> None:
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    pause_property(synced.record(account_id), "phone")
    found = of_account(synced, account_id)
    assert "phone: It rests until" in said(found, "pauses")
    assert step(found, "plan").tone == "bad"


def test_what_an_undo_set_apart_is_said_to_stay_so(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", BillingCity="Turin")
    synced.sync()
    synced.change_account(account_id, BillingCity="Milan")
    synced.sync()
    record = synced.record(account_id)
    synced.work(start_undo(record, cause=COMMAND))
    found = of_account(synced, account_id)
    assert "city: Undone: left apart" in said(found, "plan")


def test_an_account_that_salesforce_would_refuse_is_not_said_to_be_created(
    synced: World,
) -> None:
    company_id = synced.create_company(name="A long", city="x" * 41)
    with_contact(synced, company_id)
    found = of_company(synced, company_id)
    assert step(found, "plan").tone == "bad"
    assert said(found, "plan").startswith("A sync does not create the account")
    assert "Salesforce's Billing City holds 40" in said(found, "plan")
    assert "A sync will set it" not in said(found, "plan")
    synced.sync()
    record = Record.objects.get(company_id=company_id)
    assert (record.status, record.account_id) == (Record.Status.FAILING, None)
    assert synced.salesforce.state()["Account"] == 0


def test_a_company_with_a_value_that_hubspot_lacks_is_created_without_it(
    synced: World,
) -> None:
    account_id = synced.create_account(Name="Acme", Industry="Other")
    found = of_account(synced, account_id)
    assert "It would create the record in HubSpot." in said(found, "plan")
    synced.sync()
    record = synced.record(account_id)
    assert (record.status, record.is_linked) == (Record.Status.FAILING, True)


def test_an_owner_that_only_salesforce_has_is_not_said_to_agree(
    synced: World,
) -> None:
    company_id = synced.create_company(name="Acme")
    with_contact(synced, company_id)
    synced.sync()
    told = said(of_company(synced, company_id), "plan")
    assert "both sides agree" not in told
    assert "hubspot_owner_id: Salesforce chose this owner" in told


def test_the_record_page_says_the_same_of_an_account_that_is_not_created(
    synced: World,
) -> None:
    company_id = synced.create_company(name="A long", city="x" * 41)
    with_contact(synced, company_id)
    synced.sync()
    shown = sides(Record.objects.get(company_id=company_id))
    rows = {row.property: row.status for row in shown.rows}
    assert "does not create the account" in shown.note
    assert (rows["city"], rows["name"]) == ("problem", "waits")
