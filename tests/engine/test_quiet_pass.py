"""What a pass costs that finds nothing new (B3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.poll_cost import of_a_pass
from tests.engine.creating import EMAIL, lead
from tests.engine.watching import calls

if TYPE_CHECKING:
    from integrations.models import SyncRun
    from tests.engine.world import World


def quiet(world: World) -> tuple[SyncRun, tuple[int, int]]:
    world.sync()
    world.forget_requests()
    return world.sync(), calls(world)


def test_a_quiet_pass_costs_three_calls_to_hubspot_and_four_to_salesforce(
    synced: World,
) -> None:
    run, counted = quiet(synced)
    assert run.read == 0
    assert counted == of_a_pass(synced.integration) == (3, 4)


def test_an_inclusion_list_adds_one_call_to_a_quiet_pass(
    synced: World, customers: str
) -> None:
    _run, counted = quiet(synced)
    synced.integration.refresh_from_db()
    assert counted == of_a_pass(synced.integration) == (4, 4)


def test_what_changed_a_moment_ago_is_looked_at_once(
    synced: World, company_id: str
) -> None:
    """The overlap shows it for minutes. The fourth call is for the recycle bin, which a
    pass that was asked for always looks into."""
    synced.create_contact(company_id, email=EMAIL, firstname="Ann")
    lead(synced)
    synced.wait_for_the_next_second()
    synced.sync()
    run, counted = quiet(synced)
    assert (run.read, counted) == (0, (4, 4))
