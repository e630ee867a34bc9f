"""An account and its company, linked by a sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Integration, Record

if TYPE_CHECKING:
    from tests.engine.world import World

KEY, KEY_FIELD = "syncadmin_account_id", "HubSpot_Company_Id__c"


def linked(world: World, name: str = "Acme", **fields: object) -> tuple[str, str]:
    """The ids of both."""
    account_id = world.create_account(Name=name, **fields)
    world.sync()
    company_id = world.record(account_id).company_id
    assert company_id
    return account_id, company_id


def company_row(company_id: str) -> Record:
    return Record.objects.get(company_id=company_id)


def set_up(**settings: object) -> None:
    Integration.objects.update(**settings)
