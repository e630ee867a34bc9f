"""What admins of both CRMs do to fields and properties, in the hands of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from tests.engine.world import World

ADMIN = {"Authorization": "Bearer an-admin"}
TEXT = {"type": "string", "fieldType": "text", "groupName": "companyinformation"}


def create_field(world: World, name: str, type: str = "Text", **facts: object) -> str:
    """Returns the id by which the field is deleted."""
    if type == "Text":
        facts.setdefault("length", 80)
    metadata = {"type": type, "label": name.removesuffix("__c"), **facts}
    order = {"FullName": f"Account.{name}", "Metadata": metadata}
    made: str = _ask("POST", _tooling(world), order)["id"]
    return made


def delete_field(world: World, field_id: str) -> None:
    _ask("DELETE", f"{_tooling(world)}/{field_id}")


def picklist(*values: str) -> dict[str, object]:
    listed = [{"fullName": value, "label": value} for value in values]
    return {"valueSet": {"restricted": True, "valueSetDefinition": {"value": listed}}}


def create_property(world: World, name: str, **facts: object) -> None:
    order = {"name": name, "label": name.title(), **TEXT, **facts}
    _ask("POST", _properties(world), order)


def dropdown(*values: str) -> dict[str, object]:
    options = [{"value": v, "label": v.title(), "hidden": False} for v in values]
    return {"type": "enumeration", "fieldType": "select", "options": options}


def change_property(world: World, name: str, **facts: object) -> None:
    _ask("PATCH", f"{_properties(world)}/{name}", facts)


def delete_property(world: World, name: str) -> None:
    _ask("DELETE", f"{_properties(world)}/{name}")


def _tooling(world: World) -> str:
    return f"{world.salesforce.url}/services/data/v64.0/tooling/sobjects/CustomField"


def _properties(world: World) -> str:
    return f"{world.hubspot.url}/crm/v3/properties/companies"


def _ask(method: str, url: str, body: object = None) -> Any:
    answer = requests.request(method, url, json=body, headers=ADMIN, timeout=30)
    assert answer.ok, answer.text
    return answer.json() if answer.content else None
