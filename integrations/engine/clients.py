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


class NotConnected(Exception):
    """A CRM has no connection yet; ``message`` says which and how to make one."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Clients:
    salesforce: SalesforceClient
    hubspot: HubSpotClient


def open_clients(integration: Integration) -> Clients:
    """Clients for both CRMs; raises NotConnected."""
    salesforce = _stored(integration, Connection.Crm.SALESFORCE)
    hubspot = _stored(integration, Connection.Crm.HUBSPOT)
    return Clients(
        salesforce_client(salesforce.url, salesforce.credentials),
        hubspot_client(hubspot.url, hubspot.credentials),
    )


def salesforce_client(url: str, credentials: Mapping[str, str]) -> SalesforceClient:
    tokens = token_source(url, credentials)
    return SalesforceClient(url, tokens, throttle=DatabaseThrottle())


def hubspot_client(url: str, credentials: Mapping[str, str]) -> HubSpotClient:
    return HubSpotClient(url, credentials["token"], throttle=DatabaseThrottle())


def _stored(integration: Integration, crm: Connection.Crm) -> Connection:
    found = integration.connections.filter(crm=crm).first()
    if found is None or not found.secret:
        raise NotConnected(
            _("%(crm)s is not connected: connect it first (manage.py connect).")
            % {"crm": crm.label}
        )
    return found
