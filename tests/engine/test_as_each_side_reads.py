"""What was written, or will be, is told as the CRM that holds it shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from integrations.engine.explain import explain
from integrations.engine.preview import sides
from integrations.engine.shown import Shown
from integrations.engine.undo import settled, written
from integrations.engine.undo_preview import preview_undo
from integrations.models import Outcome, Record

if TYPE_CHECKING:
    from integrations.engine.preview import SideBySide
    from tests.engine.world import World

OWN = {"CONSUMER_SERVICES": "Other", "FACILITIES_SERVICES": "Other"}


@pytest.fixture
def paired(synced: World) -> World:
    """Two of HubSpot's industries say Other in Salesforce."""
    row = synced.integration.mappings.get(property="industry")
    row.values, row.rule = {**row.values, **OWN}, "two_way"
    row.save()
    return synced


def row_of(record: Record, property: str) -> SideBySide:
    return next(it for it in sides(record).rows if it.property == property)


def test_what_was_written_in_hubspot_is_told_by_its_label_there(paired: World) -> None:
    account_id = paired.create_account(Name="Acme")
    paired.sync()
    paired.change_account(account_id, Industry="Other")
    paired.sync()
    record = paired.record(account_id)
    (change,) = Outcome.objects.filter(record=record).latest("pk").changes
    assert (change["old"], change["new"]) == (None, "Other")
    shown = Shown(paired.integration)
    assert shown.after(change).text == "Consumer Services"
    assert shown.before(change).text == ""
    row = row_of(record, "industry")
    assert (row.company_value.text, row.company_value.code) == (
        "Consumer Services",
        "CONSUMER_SERVICES",
    )
    assert row.agreed_value.text == row.account_value.text == "Other"
    assert row.agreed_in_hubspot.text == "Consumer Services"


def test_what_hubspot_held_before_is_told_as_it_stood_there(paired: World) -> None:
    account_id = paired.create_account(Name="Acme", Industry="Other")
    paired.sync()
    record = paired.record(account_id)
    paired.change_company(record.company_id or "", industry="FACILITIES_SERVICES")
    paired.sync()
    assert row_of(record, "industry").agreed_in_hubspot.text == "Facilities Services"
    paired.change_account(account_id, Industry="Energy")
    told = row_of(record, "industry")
    assert told.note == "A sync will set it in HubSpot to Oil Energy."
    assert told.agreed_in_hubspot.text == "Facilities Services"
    steps = explain(paired.integration, account_id=account_id).steps
    plan = next(it for it in steps if it.code == "plan")
    assert f"industry: {told.note}" in map(str, plan.points)
    paired.sync()
    (change,) = Outcome.objects.filter(record=record).latest("pk").changes
    shown = Shown(paired.integration)
    assert shown.before(change).text == "Facilities Services"
    assert shown.after(change).text == "Oil Energy"
    preview = preview_undo(
        paired.integration,
        list(written(settled(record))),
    )
    (reversal,) = preview.records[0].reversals
    assert shown.now(reversal).text == "Oil Energy"
    assert shown.back(reversal).text == "Facilities Services"


def test_of_two_values_that_may_have_been_agreed_on_neither_is_told(
    paired: World,
) -> None:
    account_id = paired.create_account(Name="Acme", Industry="Other")
    paired.sync()
    record = paired.record(account_id)
    paired.change_company(record.company_id or "", industry="BANKING")
    row = row_of(record, "industry")
    assert (row.agreed_value.text, row.agreed_in_hubspot.text) == ("Other", "")


def test_an_undo_tells_what_it_put_back_in_hubspot(paired: World) -> None:
    account_id = paired.create_account(Name="Acme", Industry="Other")
    paired.sync()
    paired.change_account(account_id, Industry="Energy")
    paired.sync()
    record = paired.record(account_id)
    paired.undo(record)
    (change,) = Outcome.objects.filter(record=record).latest("pk").changes
    shown = Shown(paired.integration)
    assert shown.before(change).text == "Oil Energy"
    assert shown.after(change).text == "Consumer Services"


def test_numbers_are_told_in_the_readers_way(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", AnnualRevenue=616000)
    synced.sync()
    record = synced.record(account_id)
    with translation.override("it"):
        row = row_of(record, "annualrevenue")
    assert row.account_value.text == row.company_value.text == "616.000"
    assert row.agreed_value.text == "616.000"
    assert row.agreed_in_hubspot.text == ""
    assert row.company_value.code == "616000"
