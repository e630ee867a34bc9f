"""Making a connection and testing it for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from integrations.engine import defaults, metadata, usage
from integrations.engine.clients import (
    Clients,
    hubspot_client,
    open_clients,
    salesforce_client,
)
from integrations.errors import CrmError, Fatal
from integrations.models import Connection, Integration
from integrations.models.rate import DatabaseThrottle
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping

Crm = Connection.Crm


def connect(
    integration: Integration,
    salesforce_url: str,
    salesforce_credentials: Mapping[str, str],
    hubspot_url: str,
    hubspot_token: str,
) -> None:
    """Verify both CRMs, make the key fields, store the connections, metadata and
    default mappings. Raises CrmError, and then has stored nothing."""
    throttle = DatabaseThrottle()
    clients = Clients(
        salesforce_client(salesforce_url, salesforce_credentials, throttle),
        hubspot_client(hubspot_url, {"token": hubspot_token}, throttle),
    )
    salesforce, hubspot = who_salesforce(clients), who_hubspot(clients)
    clients.salesforce.create_key_field()
    clients.hubspot.create_key_property()
    with transaction.atomic():
        save(
            integration,
            Crm.SALESFORCE,
            salesforce_url,
            salesforce_credentials,
            salesforce,
        )
        save(integration, Crm.HUBSPOT, hubspot_url, {"token": hubspot_token}, hubspot)
    metadata.refresh(integration, clients)
    defaults.add_missing(integration)
    clear_suspension(integration)
    usage.ask(integration)


def who_salesforce(clients: Clients) -> dict[str, str]:
    """Whom the connection acts as, and how its records open; raises CrmError."""
    who = clients.salesforce.identity()
    return {
        "connected_as": who.name or who.email,
        "organisation": who.organisation_id,
        "record_url": f"{who.instance_url}/lightning/r/Account/{{id}}/view",
    }


def who_hubspot(clients: Clients) -> dict[str, str]:
    """As ``who_salesforce``; a missing scope is Fatal and named."""
    missing = clients.hubspot.check_scopes()
    if missing:
        raise _missing_scopes(missing)
    portal = clients.hubspot.account()
    return {
        "connected_as": said("Private app or service key"),
        "organisation": portal.id,
        "record_url": (
            f"https://{portal.ui_domain}/contacts/{portal.id}/record/0-2/{{id}}"
        ),
    }


def _missing_scopes(missing: list[str]) -> Fatal:
    return Fatal(
        said(
            "The HubSpot token lacks the scopes %(scopes)s: add them to the private "
            "app or service key, then connect again.",
            scopes=", ".join(missing),
        ),
        crm="hubspot",
        suspends="permission",
    )


def save(
    integration: Integration,
    crm: str,
    url: str,
    credentials: Mapping[str, str],
    who: dict[str, str],
) -> None:
    connection, _made = Connection.objects.get_or_create(
        integration=integration, crm=crm, defaults={"url": url}
    )
    connection.url, connection.credentials = url, dict(credentials)
    for name, value in who.items():
        setattr(connection, name, value)
    connection.save()
    connection.mark("", timezone.now())


def check(connection: Connection, *, clears: bool = True) -> str:
    """Test the connection and its key field; the problem in words, or nothing.
    ``clears``: a suspension ends when nothing is wrong with either."""
    try:
        problem = _problem(connection)
    except CrmError as error:
        problem = error.message
    connection.mark(problem, timezone.now())
    if clears and not problem:
        clear_suspension(connection.integration)
    return problem


def _problem(connection: Connection) -> str:
    clients = open_clients(connection.integration)
    if connection.crm == Crm.SALESFORCE:
        who_salesforce(clients)
        metadata.refresh_salesforce(connection.integration, clients)
    else:
        who_hubspot(clients)
        metadata.refresh_hubspot(connection.integration, clients)
    connection.refresh_from_db()
    return "" if connection.has_key_field else missing_key(connection)


def missing_key(connection: Connection) -> str:
    if connection.crm == Crm.SALESFORCE:
        return said(
            "Salesforce’s Account has no field HubSpot_Company_Id__c that the "
            "connected user may edit: create it (text 64, external ID, unique) and "
            "give the user access to it, or connect again to let Syncadmin create it."
        )
    return said(
        "HubSpot has no company property syncadmin_account_id with unique values: "
        "connect again to let Syncadmin create it."
    )


def suspend(integration: Integration, error: Fatal) -> None:
    """Scheduled work rests until a check of the connection succeeds again."""
    Integration.objects.filter(pk=integration.pk).update(
        suspended=error.suspends, suspended_message=error.message
    )
    for connection in integration.connections.filter(crm=error.crm):
        connection.mark(error.message, timezone.now())


def recovered(integration: Integration) -> None:
    """A run that went well and asked both CRMs proves both connections; not that a key
    field is there again, which only a check sees."""
    broken = integration.connections.filter(state=Connection.State.PROBLEM)
    for connection in broken.filter(has_key_field=True):
        connection.mark("", timezone.now())
    clear_suspension(integration)


def clear_suspension(integration: Integration) -> None:
    broken = integration.connections.filter(state=Connection.State.PROBLEM)
    if not broken.exists():
        Integration.objects.filter(pk=integration.pk).update(
            suspended="", suspended_message=""
        )
