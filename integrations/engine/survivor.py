"""Where a merged company lives on: HubSpot finds it by its old ids, too (documented),
which no record of ours has once the link followed it (K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.context import ALWAYS_PROPERTIES
from integrations.errors import CrmError

if TYPE_CHECKING:
    from integrations.models import Integration, Record


def survivor_of(integration: Integration, company_id: str) -> Record | None:
    """The record of what it was merged into; None too if HubSpot cannot be asked."""
    try:
        hubspot = open_clients(integration).hubspot
        found = hubspot.read_companies([company_id], ALWAYS_PROPERTIES)
    except (NotConnected, CrmError):
        return None
    now = [it.id for it in found.values() if it.id != company_id]
    return integration.records.filter(company_id__in=now).first()
