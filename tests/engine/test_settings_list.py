"""An inclusion list in a settings document is asked for in HubSpot before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.settings_import import Wrong, load
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.engine.world import World

COMPANIES = "0-2"


def document(list_id: str) -> str:
    return f"sync_companies: {{inclusion_list: '{list_id}'}}"


def test_a_list_of_contacts_is_taken(world: World) -> None:
    list_id = people.create_list(world.hubspot, "Customers")
    assert load(world.integration, document(list_id)) == [
        f"inclusion_list: none → {list_id}"
    ]


@pytest.mark.parametrize("list_id", ["99", "no id", "../1"])
def test_a_list_that_hubspot_has_not_is_refused_by_its_path(
    world: World, list_id: str
) -> None:
    with pytest.raises(Wrong, match=r"^sync_companies\.inclusion_list: ") as refusal:
        load(world.integration, document(list_id))
    assert "HubSpot" in str(refusal.value)
    world.integration.refresh_from_db()
    assert world.integration.inclusion_list == ""


def test_a_list_of_companies_is_refused_by_its_path(world: World) -> None:
    list_id = people.create_list(world.hubspot, "Big ones", COMPANIES)
    with pytest.raises(Wrong, match=r"inclusion_list: .*Big ones is not a list of"):
        load(world.integration, document(list_id))


def test_a_list_that_is_chosen_already_is_not_asked_for(world: World) -> None:
    world.integration.inclusion_list = "99"
    world.integration.save(update_fields=["inclusion_list"])
    assert load(world.integration, document("99")) == []
    assert load(world.integration, document("")) == ["inclusion_list: 99 → none"]


def test_what_hubspot_cannot_be_asked_is_taken_with_a_warning(
    empty_world: World,
) -> None:
    warnings: list[str] = []
    load(empty_world.integration, document("99"), warn=warnings.append)
    assert len(warnings) == 1
    assert warnings[0].startswith("sync_companies.inclusion_list: ")
    empty_world.integration.refresh_from_db()
    assert empty_world.integration.inclusion_list == "99"


def test_a_hubspot_that_is_away_is_a_warning_too(world: World) -> None:
    warnings: list[str] = []
    world.hubspot.fail(".*", {"drop": "before"}, times=50)
    load(world.integration, document("99"), dry_run=True, warn=warnings.append)
    assert "could not be asked" in warnings[0]
