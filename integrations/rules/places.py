"""Whose field or property a message is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.said import said_as

if TYPE_CHECKING:
    from integrations.records import Field, Property


def of_salesforce(field: Field) -> str:
    return said_as("place", "Salesforce's %(name)s", name=field.label)


def of_hubspot(property: Property) -> str:
    return said_as("place", "HubSpot's %(name)s", name=property.label)
