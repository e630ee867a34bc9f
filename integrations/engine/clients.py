"""From stored connections to clients that can call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.hubspot.client import HubSpotClient
from integrations.models import Connection, Integration
from integrations.models.rate import DatabaseThrottle
from integrations.salesforce.auth import token_source
from integrations.salesforce.client import SalesforceClient

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Condition

    from integrations.throttle import Throttle


class NotConnected(Exception):
    """A CRM has no connection yet; ``message`` says which and how to make one."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Clients:
    salesforce: SalesforceClient
    hubspot: HubSpotClient


def open_clients(integration: Integration, baton: Condition | None = None) -> Clients:
    """Clients for both CRMs; raises NotConnected. Their calls let go of the baton."""
    throttle = DatabaseThrottle(baton)
    stored = {it.crm: it for it in integration.connections.defer("metadata")}
    salesforce = _usable(stored, Connection.Crm.SALESFORCE)
    hubspot = _usable(stored, Connection.Crm.HUBSPOT)
    return Clients(
        salesforce_client(salesforce.url, salesforce.credentials, throttle),
        hubspot_client(hubspot.url, hubspot.credentials, throttle),
    )


def salesforce_client(
    url: str, credentials: Mapping[str, str], throttle: Throttle
) -> SalesforceClient:
    tokens = token_source(url, credentials)
    return SalesforceClient(url, tokens, throttle=throttle)


def hubspot_client(
    url: str, credentials: Mapping[str, str], throttle: Throttle
) -> HubSpotClient:
    return HubSpotClient(url, credentials["token"], throttle=throttle)


def _usable(stored: Mapping[str, Connection], crm: Connection.Crm) -> Connection:
    found = stored.get(crm)
    if found is None or not found.secret:
        raise NotConnected(
            _("%(crm)s is not connected: connect it first (manage.py connect).")
            % {"crm": crm.label}
        )
    return found
