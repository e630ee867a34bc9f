"""A company that syncs follows its contacts' lifecycle stage, forward only (L1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.models import Integration, Outcome
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.engine.world import World

EMAIL = "ann@acme-works.com"
HISTORY = "POST contacts/batch/read"


@dataclass
class Firm:
    """A linked company with one contact, both of them leads."""

    world: World
    company_id: str
    contact_id: str

    @property
    def stage(self) -> str:
        found = self.world.company(self.company_id, "lifecyclestage")
        stage: str = found["lifecyclestage"]
        return stage

    def change_contact(self, **properties: str) -> None:
        people.change(self.world.hubspot, "contacts", self.contact_id, **properties)


@pytest.fixture
def firm(synced: World) -> Firm:
    company_id = synced.create_company(name="Acme", domain="acme-works.com")
    contact_id = synced.create_contact(company_id, email=EMAIL, firstname="Ann")
    synced.sync()
    assert synced.record_of_company(company_id).is_linked
    made = Firm(synced, company_id, contact_id)
    assert made.stage == "lead"
    return made


def test_the_company_follows_its_contact(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    run = synced.sync()
    outcome = run.outcomes.get()
    assert firm.stage == "customer"
    assert (run.read, run.updated) == (1, 1)
    assert (outcome.kind, outcome.reason) == (Outcome.Kind.UPDATED, "lifecycle_stage")
    assert "Ann" in outcome.message
    assert "Customer" in outcome.message
    change = {"property": "lifecyclestage", "old": "lead", "new": "customer"}
    assert change.items() <= outcome.changes[0].items()


def test_the_echo_of_the_new_stage_starts_no_sync(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    run = synced.sync()
    assert (run.read, run.outcomes.count()) == (0, 0)


def test_a_contact_who_goes_back_takes_nobody_along(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    firm.change_contact(lifecyclestage="")
    firm.change_contact(lifecyclestage="subscriber")
    synced.sync()
    assert firm.stage == "customer"


def test_the_furthest_of_the_changed_contacts_wins(synced: World, firm: Firm) -> None:
    other = synced.create_contact(firm.company_id, email="bob@acme-works.com")
    firm.change_contact(lifecyclestage="opportunity")
    stage = {"lifecyclestage": "marketingqualifiedlead"}
    people.change(synced.hubspot, "contacts", other, **stage)
    run = synced.sync()
    assert firm.stage == "opportunity"
    assert run.updated == 1


def test_a_stage_of_before_the_switch_on_takes_nobody_along(world: World) -> None:
    company_id = world.create_company(name="Acme", lifecyclestage="lead")
    contact_id = world.create_contact(
        company_id, email=EMAIL, lifecyclestage="customer"
    )
    firm = Firm(world, company_id, contact_id)
    world.wait_for_the_next_second()
    world.switch_on()
    world.change_company(company_id, city="Turin")
    world.sync()
    firm.change_contact(city="Turin")
    world.sync()
    assert world.record_of_company(company_id).is_linked
    assert firm.stage == "lead"


def test_a_custom_stage_counts_by_its_place(synced: World, firm: Firm) -> None:
    custom = {"label": "Champion", "displayOrder": 3, "metadata": {}}
    made = [
        people.call(
            synced.hubspot,
            "POST",
            f"v3/pipelines/{kind}/{kind}-lifecycle-pipeline/stages",
            custom,
        )
        for kind in ("contacts", "companies")
    ]
    stage = made[0]["id"]
    assert made[1]["id"] == stage
    firm.change_contact(lifecyclestage=stage)
    synced.sync()
    assert firm.stage == stage
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    assert firm.stage == "customer"


def test_the_toggle_of_its_own_stops_it(synced: World, firm: Firm) -> None:
    synced.integration.lifecycle_stage = False
    synced.integration.save(update_fields=["lifecycle_stage"])
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    assert firm.stage == "lead"


def test_a_company_that_does_not_sync_stays_where_it_is(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    synced.create_in_salesforce("Lead", LastName="Ann", Company="Acme", Email=EMAIL)
    contact_id = synced.create_contact(company_id, email=EMAIL)
    synced.sync()
    firm = Firm(synced, company_id, contact_id)
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    assert firm.stage == "lead"


def test_a_dry_run_says_so_and_writes_nothing(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    run = synced.sync(dry_run=True)
    assert (run.updated, run.outcomes.get().reason) == (1, "lifecycle_stage")
    assert firm.stage == "lead"


def test_a_mapped_stage_goes_on_to_salesforce(synced: World, firm: Firm) -> None:
    synced.integration.mappings.create(
        property="lifecyclestage",
        field="Rating",
        rule="two_way",
        values={"lead": "Cold", "customer": "Hot"},
    )
    firm.change_contact(lifecyclestage="customer")
    synced.sync()
    account_id = synced.record_of_company(firm.company_id).account_id or ""
    assert synced.account(account_id)["Rating"] == "Hot"


def test_a_stage_hubspot_refuses_is_shown(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    refusal = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail("companies/batch/update", refusal)
    run = synced.sync()
    error = synced.record_of_company(firm.company_id).errors.get()
    assert (run.failed, run.status) == (1, "partly_done")
    assert (error.property, error.value) == ("lifecyclestage", "customer")


def test_what_hubspot_refused_is_tried_again_and_shown_until_it_is_written(
    synced: World, firm: Firm
) -> None:
    firm.change_contact(lifecyclestage="customer")
    refusal = {"error": "INVALID_OPTION", "records": 1}
    synced.hubspot.fail("companies/batch/update", refusal)
    synced.sync()
    synced.hubspot.heal()
    later = timezone.now() + timedelta(hours=1)  # past the overlap of two passes
    Integration.objects.update(contact_watermark=later)
    account_id = synced.record_of_company(firm.company_id).account_id or ""
    synced.change_account(account_id, Phone="+39 011 555 0100")
    synced.sync()
    error = synced.record_of_company(firm.company_id).errors.open().get()
    error.last_seen -= timedelta(minutes=20)
    error.save()
    Integration.objects.update(contact_watermark=later)
    synced.sync()
    error.refresh_from_db()
    assert firm.stage == "customer"
    assert error.solved_at


def test_a_crm_that_is_away_holds_up_the_watermark(synced: World, firm: Firm) -> None:
    firm.change_contact(lifecyclestage="customer")
    busy = {"status": 503, "body": "<html>busy</html>", "headers": {}}
    synced.hubspot.fail("companies/batch/update", busy, times=9)
    synced.sync(cause="schedule")
    synced.hubspot.heal()
    synced.sync()
    assert firm.stage == "customer"


def test_a_touched_contact_who_is_not_ahead_costs_no_history(
    synced: World, firm: Firm
) -> None:
    firm.change_contact(firstname="Anna")
    synced.forget_requests()
    synced.sync()
    assert HISTORY not in synced.hubspot.requests()["by_endpoint"]
