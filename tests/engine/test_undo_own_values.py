"""What the other CRM has no partner for goes back to where it stood (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.preview import sides
from integrations.engine.shown import Shown
from integrations.engine.undo import settled, written
from integrations.engine.undo_preview import preview_undo
from integrations.models import Mapping, Record
from tests.engine.test_mapping_owner import (
    ADA,
    BRUNO,
    INACTIVE,
    ONLY_IN_HUBSPOT,
    owner,
    user,
)
from tests.engine.test_undo import here, settle, there

if TYPE_CHECKING:
    from tests.engine.world import World

OWNER, INDUSTRY = "hubspot_owner_id", "industry"
NO_PARTNER = "FACILITIES_SERVICES"


@pytest.fixture
def record(world: World) -> Record:
    """An import wrote an owner and an industry over those that were HubSpot's alone."""
    values = Mapping.objects.get(property=INDUSTRY).values
    assert NO_PARTNER not in values
    Mapping.objects.filter(property=INDUSTRY).update(rule=Mapping.Rule.TWO_WAY)
    company_id = world.create_company(
        name="Acme",
        domain="acme.com",
        hubspot_owner_id=owner(world, ONLY_IN_HUBSPOT),
        industry=NO_PARTNER,
    )
    account_id = world.create_account(
        Name="Acme", Website="acme.com", OwnerId=user(world, ADA), Industry="Energy"
    )
    world.switch_on()
    world.import_accounts()
    found = world.record(account_id)
    assert found.company_id == company_id
    assert here(world, found, OWNER) == owner(world, ADA)
    assert here(world, found, INDUSTRY) == "OIL_ENERGY"
    return found


def are_back(world: World, record: Record) -> bool:
    return (here(world, record, OWNER), here(world, record, INDUSTRY)) == (
        owner(world, ONLY_IN_HUBSPOT),
        NO_PARTNER,
    )


def test_the_preview_tells_them_as_they_are(world: World, record: Record) -> None:
    outcomes = written(settled(record))
    [undoing] = preview_undo(world.integration, list(outcomes)).records
    told = {it.wrote.property: it for it in undoing.reversals}
    shown = Shown(world.integration)
    for name, now, back in (
        (OWNER, "Ada", "Finn"),
        (INDUSTRY, "Oil", "Facilities Services"),
    ):
        assert told[name].is_possible
        assert shown.now(told[name]).text.startswith(now)
        assert shown.back(told[name]).text.startswith(back)


@pytest.mark.parametrize("scope", ["record", "run"])
def test_they_go_back_and_stay(world: World, record: Record, scope: str) -> None:
    outcome = record.outcomes.latest("pk")
    is_run = scope == "run"
    undo = world.undo(outcome.run) if is_run else world.undo(record)
    assert (undo.updated, undo.failed, undo.problems) == (1, 0, 0)
    assert are_back(world, record)
    assert there(world, record, "OwnerId") == user(world, ADA)
    assert [world.sync().updated for _pass in range(2)] == [0, 0]
    world.change_account(record.account_id or "", BillingCity="Rome")
    settle(world)
    world.change_company(record.company_id or "", city="Oslo")
    settle(world)
    assert are_back(world, record)
    assert there(world, record, "Industry") == "Energy"
    record.refresh_from_db()
    assert record.status == Record.Status.IN_SYNC
    rows = {it.property: it.status for it in sides(record).rows}
    assert (rows[OWNER], rows[INDUSTRY]) == ("apart", "apart")


def test_a_later_edit_in_salesforce_is_synced(world: World, record: Record) -> None:
    world.undo(record)
    world.wait_for_the_next_second()
    world.change_account(
        record.account_id or "", OwnerId=user(world, BRUNO), Industry="Banking"
    )
    settle(world)
    assert here(world, record, OWNER) == owner(world, BRUNO)
    assert here(world, record, INDUSTRY) == "BANKING"


def test_an_undo_tells_in_the_history_what_it_put_back(
    world: World, record: Record
) -> None:
    undo = world.undo(record)
    changes = {it["property"]: it for it in undo.outcomes.get().changes}
    shown = Shown(world.integration)
    assert shown.after(changes[OWNER]).text.startswith("Finn")
    assert shown.after(changes[INDUSTRY]).text == "Facilities Services"


def test_what_somebody_changed_since_stays(world: World, record: Record) -> None:
    """Here to another owner without a partner, and to another industry without one."""
    other = owner(world, INACTIVE)
    company_id = record.company_id or ""
    world.change_company(
        company_id, hubspot_owner_id=other, industry="GAMBLING_CASINOS"
    )
    told = world.undo(record).outcomes.get()
    assert (told.kind, told.reason) == ("skipped", "not_ours")
    assert here(world, record, OWNER) == other
    assert here(world, record, INDUSTRY) == "GAMBLING_CASINOS"


def test_what_is_back_already_is_not_written_again(
    world: World, record: Record
) -> None:
    finn = owner(world, ONLY_IN_HUBSPOT)
    company_id = record.company_id or ""
    world.change_company(company_id, hubspot_owner_id=finn, industry=NO_PARTNER)
    undo = world.undo(record)
    assert (undo.updated, undo.failed) == (0, 0)
    assert are_back(world, record)
