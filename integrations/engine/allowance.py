"""How many calls each CRM still allows today, as far as it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.engine.clients import Clients, NotConnected, open_clients
from integrations.engine.usage import Crm, store, used_lately
from integrations.errors import CrmError

if TYPE_CHECKING:
    from integrations.models import Integration


@dataclass(frozen=True, slots=True)
class Allowance:
    """None: the CRM could not be asked."""

    salesforce: int | None = None
    hubspot: int | None = None

    def fits(self, salesforce: int, hubspot: int) -> bool | None:
        if self.salesforce is None or self.hubspot is None:
            return None
        return salesforce <= self.salesforce and hubspot <= self.hubspot


def left_today(integration: Integration) -> Allowance:
    """One call to each; what was set as allocated to Syncadmin narrows it."""
    try:
        clients = open_clients(integration)
    except NotConnected:
        return Allowance()
    return Allowance(_salesforce(integration, clients), _hubspot(integration, clients))


def _salesforce(integration: Integration, clients: Clients) -> int | None:
    try:
        left, allowed = clients.salesforce.limits()
    except CrmError:
        return None
    store(integration, Crm.SALESFORCE, allowed - left, allowed)
    allocated = integration.salesforce_allocation
    if allocated is None:
        return left
    return max(min(left, allocated - used_lately()[Crm.SALESFORCE]), 0)


def _hubspot(integration: Integration, clients: Clients) -> int | None:
    try:
        usage = clients.hubspot.daily_usage()
    except CrmError:
        return None
    store(integration, Crm.HUBSPOT, usage.used, usage.allowed)
    return max(usage.allowed - usage.used, 0)
