"""Preview, Why? and a dry run say what the sync then does, where both sides changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.explain import explain
from integrations.engine.preview import sides
from integrations.rules.flips import FLIPS

if TYPE_CHECKING:
    from integrations.models import Record
    from tests.engine.world import World

IN_HUBSPOT = "A sync will set it in HubSpot to Milan."


@pytest.fixture
def account_id(synced: World) -> str:
    """Both sides have the same city; the next edit is seen to be later."""
    synced.integration.mappings.filter(property__in=["city", "phone"]).update(
        rule="two_way"
    )
    made = synced.create_account(Name="Acme", BillingCity="Turin", Phone="1")
    synced.sync()
    synced.wait_for_the_next_second()
    return made


def city_of(world: World, record: Record) -> str:
    found = world.company(record.company_id or "", "city")
    return str(found["city"])


def contest(world: World, account_id: str) -> Record:
    """The city was edited in Salesforce last, the company as a whole in HubSpot."""
    record = world.record(account_id)
    world.change_company(record.company_id or "", city="Rome")
    world.wait_for_the_next_second()
    world.change_account(account_id, BillingCity="Milan")
    world.wait_for_the_next_second()
    world.change_company(record.company_id or "", phone="2")
    return record


def shown(record: Record) -> str:
    rows = {row.property: row for row in sides(record).rows}
    return f"{rows['city'].status} {rows['city'].note}"


def explained(world: World, account_id: str) -> list[str]:
    found = explain(world.integration, account_id=account_id)
    plan = next(step for step in found.steps if step.code == "plan")
    return [f"{point.about} {point.text}" for point in plan.points]


def test_a_contested_field_goes_where_the_later_edit_says(
    synced: World, account_id: str
) -> None:
    record = contest(synced, account_id)
    assert shown(record) == f"will_change {IN_HUBSPOT}"
    assert f"city {IN_HUBSPOT}" in explained(synced, account_id)
    run = synced.sync(dry_run=True)
    changes = run.outcomes.get().changes
    assert run.updated == 1
    assert next(it for it in changes if it["property"] == "city")["side"] == "hubspot"
    synced.sync()
    assert city_of(synced, record) == "Milan"


def fight(world: World, account_id: str) -> Record:
    """So often that the next sync lets the field rest."""
    record = world.record(account_id)
    for flip in range(FLIPS + 1):
        if flip % 2:
            world.change_company(record.company_id or "", city="Rome")
        else:
            world.change_account(account_id, BillingCity="Milan")
        if flip < FLIPS:
            world.sync()
    return record


def test_a_field_about_to_rest_is_not_said_to_change(
    synced: World, account_id: str
) -> None:
    synced.change_company(synced.record(account_id).company_id or "", city="Rome")
    synced.sync()
    record = fight(synced, account_id)
    assert shown(record).startswith("problem Two automations")
    assert "Two automations" in str(explained(synced, account_id))
    run = synced.sync(dry_run=True)
    assert [it["code"] for it in run.outcomes.get().problems] == ["ping_pong"]
    record.refresh_from_db()
    assert record.paused == {}
    synced.sync()
    record.refresh_from_db()
    assert list(record.paused) == ["city"]
