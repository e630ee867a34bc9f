"""A company that is asked again, and what a pass costs that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.engine.world import World

VERSIONS = "GET versions"


def is_created(world: World, company_id: str) -> bool:
    return world.record_of_company(company_id).account_id is not None


def calls(world: World) -> tuple[int, int]:
    """Salesforce does not count who asks which versions it has, for its clock."""
    hubspot, salesforce = world.hubspot.requests(), world.salesforce.requests()
    return hubspot["total"], salesforce["total"] - salesforce["by_endpoint"][VERSIONS]
