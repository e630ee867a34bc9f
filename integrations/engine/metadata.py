"""The fields, properties and people of both CRMs, kept with their connection."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from integrations.models import Connection, Integration
from integrations.records import (
    KEY_FIELD,
    KEY_PROPERTY,
    Field,
    Option,
    Person,
    Property,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.engine.clients import Clients

SALESFORCE, HUBSPOT = Connection.Crm.SALESFORCE, Connection.Crm.HUBSPOT


Stored = dict[str, dict[str, Any]]
"""What each CRM has, as its connection keeps it."""


class Known(NamedTuple):
    """What both CRMs have, by name."""

    fields: dict[str, Field]
    properties: dict[str, Property]


def known(integration: Integration) -> Known:
    stored = _stored(integration)
    return Known(_fields(stored), _properties(stored))


def refresh(integration: Integration, clients: Clients) -> None:
    """Read both CRMs' metadata anew and store it (four or five calls)."""
    refresh_salesforce(integration, clients)
    refresh_hubspot(integration, clients)


def refresh_salesforce(integration: Integration, clients: Clients) -> None:
    found = clients.salesforce.describe("Account")
    key = next((f for f in found if f.name == KEY_FIELD), None)
    usable_key = bool(key and key.external_id and key.updateable)
    stored = {"fields": _plain(found), "people": _plain(clients.salesforce.users())}
    _store(integration, SALESFORCE, stored, has_key=usable_key)


def refresh_hubspot(integration: Integration, clients: Clients) -> None:
    found = clients.hubspot.properties("companies")
    has_key = any(p.name == KEY_PROPERTY and p.unique for p in found)
    stored = {"properties": _plain(found), "people": _plain(clients.hubspot.owners())}
    _store(integration, HUBSPOT, stored, has_key=has_key)


def _store(
    integration: Integration, crm: str, metadata: dict[str, Any], *, has_key: bool
) -> None:
    integration.connections.filter(crm=crm).update(
        metadata=metadata, metadata_at=timezone.now(), has_key_field=has_key
    )


def _plain(things: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(thing) for thing in things]


def fields(integration: Integration) -> dict[str, Field]:
    return _fields(_stored(integration, SALESFORCE))


def properties(integration: Integration) -> dict[str, Property]:
    return _properties(_stored(integration, HUBSPOT))


def to_pair(integration: Integration) -> tuple[Known, dict[str, str]]:
    """All that a mapping is made a pair of: what both CRMs have, and whose is whose."""
    stored = _stored(integration)
    return Known(_fields(stored), _properties(stored)), _owner_values(stored)


def _owner_values(stored: Stored) -> dict[str, str]:
    """HubSpot owner id → id of the active Salesforce user with the same e-mail (M8)."""
    users = {
        person.email.lower(): person.id
        for person in _people(stored, SALESFORCE)
        if person.active and person.email
    }
    owners = _people(stored, HUBSPOT)
    return {o.id: users[o.email.lower()] for o in owners if o.email.lower() in users}


def to_show(integration: Integration) -> tuple[Known, dict[str, str]]:
    """All that a value is read by: what both CRMs have, and people's names by id."""
    stored = _stored(integration)
    return Known(_fields(stored), _properties(stored)), _people_names(stored)


def _people_names(stored: Stored) -> dict[str, str]:
    both = [*_people(stored, SALESFORCE), *_people(stored, HUBSPOT)]
    return {person.id: person.name or person.email for person in both}


def _stored(integration: Integration, *crms: str) -> Stored:
    """Of these CRMs, or of both in one query."""
    rows = integration.connections.filter(crm__in=crms or (SALESFORCE, HUBSPOT))
    return dict(rows.order_by().values_list("crm", "metadata"))


def _fields(stored: Stored) -> dict[str, Field]:
    rows = _rows(stored, SALESFORCE, "fields")
    return {row["name"]: _field(row) for row in rows}


def _properties(stored: Stored) -> dict[str, Property]:
    rows = _rows(stored, HUBSPOT, "properties")
    return {row["name"]: _property(row) for row in rows}


def _people(stored: Stored, crm: str) -> list[Person]:
    return [Person(**row) for row in _rows(stored, crm, "people")]


def _rows(stored: Stored, crm: str, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stored.get(crm, {}).get(kind, [])
    return found


def _field(row: dict[str, Any]) -> Field:
    return Field(**{**row, "options": _options(row)})


def _property(row: dict[str, Any]) -> Property:
    return Property(**{**row, "options": _options(row)})


def _options(row: dict[str, Any]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in row["options"])
