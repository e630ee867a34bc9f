"""Owners that differ and stay so: shown as that, not as agreed (R2, M8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.freshness import refresh
from integrations.engine.mapping_change import add
from integrations.engine.mapping_check import Draft
from integrations.engine.preview import SideBySide, sides
from tests.engine.schemas import create_field, create_property
from tests.engine.test_mapping_owner import (
    ADA,
    BRUNO,
    EMAIL,
    ONLY_IN_HUBSPOT,
    owner,
    user,
)

if TYPE_CHECKING:
    from integrations.models import Record
    from tests.engine.world import World


CHECKBOX = {
    "type": "bool",
    "fieldType": "booleancheckbox",
    "options": [{"label": it, "value": it} for it in ("true", "false")],
}


def owners(record: Record) -> SideBySide:
    return shown(record, "OwnerId")


def shown(record: Record, field: str) -> SideBySide:
    record.refresh_from_db()
    return next(row for row in sides(record).rows if row.field == field)


@pytest.fixture(params=["", ONLY_IN_HUBSPOT], ids=["no-owner", "no-user"])
def made(request: pytest.FixtureRequest, synced: World) -> Record:
    """An account whose owner Salesforce chose, for want of a partner of HubSpot's."""
    email: str = request.param
    chosen = {"hubspot_owner_id": owner(synced, email)} if email else {}
    company_id = synced.create_company(name="Acme", domain="acme-works.com", **chosen)
    synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    return synced.record_of_company(company_id)


def test_what_salesforce_chose_was_never_agreed(made: Record) -> None:
    row = owners(made)
    assert (row.status, row.agreed_value.text) == ("kept", "")
    assert row.account_value.text != row.company_value.text
    assert "Salesforce chose this owner" in row.note


def test_the_rule_is_shown_as_the_mapping_has_it(made: Record) -> None:
    rows = made.integration.mappings.filter(field="OwnerId")
    for rule in ("always_hubspot", "two_way"):
        rows.update(rule=rule)
        assert owners(made).rule == rows.get().get_rule_display()


def test_neither_a_pass_nor_a_resync_carries_it_over(
    synced: World, made: Record
) -> None:
    company_id, account_id = made.company_id or "", made.account_id or ""
    before = synced.company(company_id, "hubspot_owner_id")["hubspot_owner_id"]
    synced.change_account(account_id, Phone="+39 02 555 0100")
    synced.sync()
    synced.resync(companies=[company_id])
    after = synced.company(company_id, "hubspot_owner_id")["hubspot_owner_id"]
    assert after == before
    assert owners(made).agreed_value.text == ""


def test_an_owner_chosen_later_in_either_crm_is_synced(
    synced: World, made: Record
) -> None:
    company_id, account_id = made.company_id or "", made.account_id or ""
    synced.wait_for_the_next_second()
    synced.change_company(company_id, hubspot_owner_id=owner(synced, BRUNO))
    synced.sync()
    assert synced.account(account_id)["OwnerId"] == user(synced, BRUNO)
    assert owners(made).status == "same"


def test_an_owner_chosen_later_in_salesforce_reaches_hubspot(
    synced: World, made: Record
) -> None:
    company_id, account_id = made.company_id or "", made.account_id or ""
    synced.wait_for_the_next_second()
    synced.change_account(account_id, OwnerId=user(synced, BRUNO))
    synced.sync()
    found = synced.company(company_id, "hubspot_owner_id")["hubspot_owner_id"]
    assert found == owner(synced, BRUNO)


def test_an_owner_cleared_in_hubspot_stays_in_salesforce_and_is_said_to(
    synced: World,
) -> None:
    account_id = synced.create_account(Name="Acme", OwnerId=user(synced, ADA))
    synced.sync()
    record = synced.record(account_id)
    synced.change_company(record.company_id or "", hubspot_owner_id="")
    synced.sync()
    row = owners(record)
    assert synced.account(account_id)["OwnerId"] == user(synced, ADA)
    assert (row.status, row.company_value.text) == ("kept", "")
    assert row.agreed_value.text == row.account_value.text
    assert "each side keeps its own" in row.note


def test_what_means_the_same_reads_as_that_whatever_is_written_there(
    synced: World,
) -> None:
    create_field(synced, "Vip__c", "Checkbox")
    create_property(synced, "vip", **CHECKBOX)
    refresh(synced.integration)
    add(synced.integration, Draft("vip", "Vip__c", "two_way", {}), user=None)
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    record = synced.record(account_id)
    synced.change_company(record.company_id or "", vip="")
    synced.sync()
    row = shown(record, "Vip__c")
    assert (row.account_value.text, row.company_value.text) == ("No", "")
    assert (row.status, row.note) == ("same", "")
