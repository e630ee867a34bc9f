"""Custom fields, made and dropped by the Tooling API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.custom_fields import custom_field
from integrations.sandbox.salesforce.errors import CallError, NotFoundError
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.sobject import SObject

FULL_NAME = re.compile(r"(\w+)\.([A-Za-z](?:_?[A-Za-z0-9])*__c)\Z", re.ASCII)
MAX_NAME = 40 + len("__c")


def create_custom_field(call: Call) -> Response:
    """The connected user sees the new field at once."""
    body = call.json()
    kind, name = _place(call, str(body.get("FullName", "")))
    metadata = body.get("Metadata")
    if not isinstance(metadata, dict):
        message = "Required fields are missing: [Metadata]"
        raise CallError("REQUIRED_FIELD_MISSING", message, ["Metadata"])
    id_ = call.org.add_field(
        kind, custom_field(name, cast("dict[str, object]", metadata))
    )
    return Response(201, {"id": id_, "success": True, "errors": []})


def delete_custom_field(call: Call) -> Response:
    """Its values are gone with it."""
    if not call.org.drop_field(canonical(call.arguments["id"]) or ""):
        raise NotFoundError
    return Response(204)


def _place(call: Call, full_name: str) -> tuple[SObject, str]:
    parts = FULL_NAME.match(full_name)
    kind = call.org.asked_for(parts[1]) if parts else None
    if parts is None or kind is None or len(parts[2]) > MAX_NAME:
        message = f"The name of a custom field is Object.Field__c, not {full_name!r}"
        raise CallError("FIELD_INTEGRITY_EXCEPTION", message, ["FullName"])
    if kind.field(parts[2]) is not None:
        name = parts[2].removesuffix("__c")
        message = f"There is already a field named {name} on {kind.name}."
        raise CallError("DUPLICATE_DEVELOPER_NAME", message, ["DeveloperName"])
    return kind, parts[2]
