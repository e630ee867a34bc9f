"""Accounts that were merged, read on different pages of one pass (K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.pairs import linked

if TYPE_CHECKING:
    from tests.engine.world import World


@pytest.mark.parametrize("edited", ["winner last", "winner first"])
def test_a_winner_on_another_page_than_the_loser_makes_no_company(
    world: World, edited: str
) -> None:
    """Pages come in the order of the edits."""
    winner = world.create_account(Name="Older")
    world.switch_on()
    loser, company_id = linked(world)
    world.wait_for_the_next_second()
    if edited == "winner first":
        world.change_account(winner, Phone="1")
        world.salesforce.change(freeze_clock=True)
    world.merge_accounts(winner, loser)
    if edited == "winner last":
        world.wait_for_the_next_second()
        world.change_account(winner, Phone="1")
    world.salesforce.fail("query", {"short_pages": 1}, times=99)
    run = world.sync()
    assert (run.created, run.failed) == (0, 0)
    assert run.read == run.done
    assert world.companies() == 1
    assert world.record(winner).company_id == company_id
    assert world.company(company_id, "phone")["phone"] == "1"
