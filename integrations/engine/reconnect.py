"""New credentials for one connection, stored once they have proved to work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import mappings, metadata
from integrations.engine.clients import (
    Clients,
    hubspot_client,
    open_clients,
    salesforce_client,
)
from integrations.engine.connections import (
    clear_suspension,
    save,
    who_hubspot,
    who_salesforce,
)
from integrations.engine.history import keep
from integrations.models import Connection
from integrations.models.rate import DatabaseThrottle
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

Crm = Connection.Crm


class OtherOrganisation(Exception):
    """They are for another organisation than the one whose records are linked."""

    def __init__(self, known: str, found: str) -> None:
        super().__init__(found)
        self.known = known
        self.found = found


def reconnect(
    connection: Connection, url: str, credentials: Mapping[str, str], user: User | None
) -> None:
    """Raises CrmError, OtherOrganisation or ValueError, and then the old ones stay."""
    clients = _clients(connection, url, credentials)
    is_salesforce = connection.crm == Crm.SALESFORCE
    who = who_salesforce(clients) if is_salesforce else who_hubspot(clients)
    if connection.organisation not in {"", who["organisation"]}:
        raise OtherOrganisation(connection.organisation, who["organisation"])
    _make_key(connection, clients)
    integration, before = connection.integration, described(connection)
    refresh = metadata.refresh_salesforce if is_salesforce else metadata.refresh_hubspot
    refresh(integration, clients)
    save(integration, connection.crm, url, credentials, who)
    mappings.judge(integration)
    clear_suspension(integration)
    connection.refresh_from_db()
    after = said("Replaced: %(present)s", present=described(connection))
    keep(integration, user, f"{connection} connection", before, after)


def _clients(
    connection: Connection, url: str, credentials: Mapping[str, str]
) -> Clients:
    """The new way into this CRM beside the present one into the other."""
    present, throttle = open_clients(connection.integration), DatabaseThrottle()
    if connection.crm == Crm.SALESFORCE:
        new = salesforce_client(url, credentials, throttle)
        return Clients(new, present.hubspot)
    return Clients(present.salesforce, hubspot_client(url, credentials, throttle))


def _make_key(connection: Connection, clients: Clients) -> None:
    if connection.crm == Crm.SALESFORCE:
        clients.salesforce.create_key_field()
    else:
        clients.hubspot.create_key_property()


def way_in(connection: Connection) -> str:
    """What kind of credentials are stored; never what they are."""
    match connection.credentials:
        case {"private_key": _}:
            return said("Client ID and signed token (JWT)")
        case {"client_secret": _}:
            return said("Client ID and secret")
        case {"token": _} if connection.crm == Crm.SALESFORCE:
            return said("Access token")
        case {"token": _}:
            return said("Private app or service key")
    return said("None")


def described(connection: Connection) -> str:
    """For the history."""
    return f"{way_in(connection)}, {connection.connected_as}"
