"""Two automations that set one field to different values do not fight through us."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.engine.pauses import paused_properties, resume_property
from integrations.engine.remedies import remedy
from integrations.models import Outcome, Record, SettingChange
from integrations.rules.flips import FLIPS

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.fixture
def account_id(synced: World) -> str:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    made = synced.create_account(Name="Acme", BillingCity="Milan")
    synced.sync()
    return made


def automations_act(world: World, account_id: str) -> None:
    """A flow in Salesforce insists on Milan, a workflow in HubSpot on Rome."""
    record = world.record(account_id)
    if world.account(account_id)["BillingCity"] != "Milan":
        world.change_account(account_id, BillingCity="Milan")
    elif world.company(record.company_id or "", "city")["city"] != "Rome":
        world.change_company(record.company_id or "", city="Rome")


def tug_of_war(world: World, account_id: str, rounds: int) -> Record:
    for _round in range(rounds):
        automations_act(world, account_id)
        world.sync()
    return world.record(account_id)


def writes_of_the_city(record: Record) -> int:
    rows = record.outcomes.filter(kind=Outcome.Kind.UPDATED)
    changes = [change for row in rows for change in row.changes]
    return sum(1 for change in changes if change["property"] == "city")


def test_after_five_flips_the_field_rests_on_this_record(
    synced: World, account_id: str
) -> None:
    record = tug_of_war(synced, account_id, FLIPS)
    assert not record.paused
    record = tug_of_war(synced, account_id, 4)
    assert writes_of_the_city(record) == FLIPS
    assert list(paused_properties(record)) == ["city"]


def test_the_record_says_what_happened_and_what_to_do(
    synced: World, account_id: str
) -> None:
    record = tug_of_war(synced, account_id, FLIPS + 1)
    error = record.errors.open().get()
    assert (error.code, error.category) == ("ping_pong", "validation")
    assert (error.property, error.field) == ("city", "BillingCity")
    assert "Rome" in error.message
    assert "Milan" in error.message
    assert record.status == Record.Status.FAILING


@pytest.mark.parametrize("rule", ["always_salesforce", "prefer_salesforce"])
def test_where_one_crm_wins_the_other_is_told_to_be_overwritten(
    synced: World, account_id: str, rule: str
) -> None:
    synced.integration.mappings.filter(property="city").update(rule=rule)
    company_id = synced.record(account_id).company_id or ""
    for _round in range(FLIPS + 1):
        synced.change_company(company_id, city="Rome")
        synced.sync()
    error = synced.record(account_id).errors.open().get()
    assert (error.code, error.category) == ("ping_pong_one_side", "validation")
    assert error.message.startswith(
        "Something keeps changing this field in HubSpot, and by its sync rule"
        " Salesforce’s value overwrites it each time: HubSpot now says “Rome”"
    )
    told = remedy(error)
    assert "city in HubSpot" in told
    assert "let that CRM win, or choose Two-way" in told


def test_a_preferred_crm_that_is_blank_has_not_won(
    synced: World, account_id: str
) -> None:
    synced.integration.mappings.filter(property="city").update(rule="prefer_salesforce")
    company_id = synced.record(account_id).company_id or ""
    for _round in range(FLIPS):
        synced.change_account(account_id, BillingCity=None)
        synced.sync()
        synced.change_company(company_id, city="Rome")
        synced.sync()
    error = synced.record(account_id).errors.open().get()
    blank = synced.account(account_id)["BillingCity"] is None
    assert error.code == ("ping_pong" if blank else "ping_pong_one_side")


def test_the_other_fields_of_the_record_sync_on(synced: World, account_id: str) -> None:
    tug_of_war(synced, account_id, FLIPS + 1)
    synced.change_account(account_id, Phone="+39 02 555 0100")
    synced.sync()
    record = synced.record(account_id)
    company = synced.company(record.company_id or "", "phone")
    assert company["phone"] == "+39 02 555 0100"
    assert record.errors.open().get().code == "ping_pong"


def test_the_same_field_of_another_record_syncs_on(
    synced: World, account_id: str
) -> None:
    other = synced.create_account(Name="Other", BillingCity="Turin")
    tug_of_war(synced, account_id, FLIPS + 1)
    synced.change_account(other, BillingCity="Genoa")
    synced.sync()
    company = synced.company(synced.record(other).company_id or "", "city")
    assert company["city"] == "Genoa"


def test_an_admin_resumes_the_field(synced: World, account_id: str) -> None:
    record = tug_of_war(synced, account_id, FLIPS + 1)
    resume_property(record, "city", None)
    synced.change_account(account_id, BillingCity="Naples")
    synced.sync()
    record.refresh_from_db()
    company = synced.company(record.company_id or "", "city")
    assert company["city"] == synced.account(account_id)["BillingCity"]
    assert not paused_properties(record)
    assert not record.errors.open().exists()
    assert record.status == Record.Status.IN_SYNC
    assert "city" in SettingChange.objects.get(setting__startswith="Paused").setting


def test_the_pause_ends_by_itself_after_a_day(synced: World, account_id: str) -> None:
    record = tug_of_war(synced, account_id, FLIPS + 1)
    now = timezone.now()
    record.paused["city"] = (now - timedelta(hours=24)).isoformat()
    record.retry_at = now
    record.save(update_fields=["paused", "retry_at"])
    synced.sync()
    record.refresh_from_db()
    assert record.status == Record.Status.IN_SYNC
    company = synced.company(record.company_id or "", "city")
    assert company["city"] == synced.account(account_id)["BillingCity"]


def test_a_person_who_changes_their_mind_is_no_automation(
    synced: World, account_id: str
) -> None:
    for round_ in range(FLIPS + 2):
        city = ("Rome", "Milan")[round_ % 2]
        synced.change_account(account_id, BillingCity=city)
        synced.sync()
    record = synced.record(account_id)
    assert not record.paused
    assert writes_of_the_city(record) == FLIPS + 2
