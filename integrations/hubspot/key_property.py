"""The company property that holds the account's id: an upsert by it never makes two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from integrations.errors import Rejected
from integrations.records import KEY_PROPERTY
from integrations.said import said

if TYPE_CHECKING:
    from integrations.records import Property


GROUP: Mapping[str, object] = {
    "name": "salesforce_information",
    "label": "Salesforce information",
    "displayOrder": -1,
}
DEFINITION: Mapping[str, object] = {
    "name": KEY_PROPERTY,
    "label": "Salesforce account ID",
    "description": "The Salesforce account this company is linked with.",
    "groupName": GROUP["name"],
    "type": "string",
    "fieldType": "text",
    "hasUniqueValue": True,
}
Create = Callable[[Mapping[str, object]], object]


def create_key_property(
    properties: Callable[[], tuple[Property, ...]],
    create_group: Create,
    create_property: Create,
) -> None:
    found = _find(properties())
    if found is None:
        _unless_there(create_group, GROUP)
        _unless_there(create_property, DEFINITION)
        found = _find(properties())
    if found is None or not found.unique:
        raise Rejected(
            said(
                "The company property %(name)s exists in HubSpot but does not require"
                " unique values, which is chosen once, when it is created. Delete it in"
                " HubSpot (Settings > Properties > Company properties), then connect"
                " again.",
                name=KEY_PROPERTY,
            ),
            crm="hubspot",
            code="KEY_PROPERTY_NOT_UNIQUE",
            fields=(KEY_PROPERTY,),
        )


def _find(properties: tuple[Property, ...]) -> Property | None:
    return next((item for item in properties if item.name == KEY_PROPERTY), None)


def _unless_there(create: Create, definition: Mapping[str, object]) -> None:
    try:
        create(definition)
    except Rejected as refusal:
        if refusal.status != HTTPStatus.CONFLICT:
            raise
