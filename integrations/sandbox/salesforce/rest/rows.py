"""Single records by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml import records
from integrations.sandbox.salesforce.dml.payload import given, without_id
from integrations.sandbox.salesforce.errors import (
    CallError,
    NotFoundError,
    RefusalError,
)
from integrations.sandbox.salesforce.rendering import record_url, whole
from integrations.sandbox.salesforce.rest import conditional
from integrations.sandbox.salesforce.rest.bulk import refuse_if_injected
from integrations.sandbox.salesforce.rest.keys import path_id
from integrations.sandbox.salesforce.rest.retrieve import chosen_fields
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.schema.sobject import SObject


def create(call: Call) -> Response:
    kind, payload = call.sobject(), call.json()
    refuse_if_injected(call, 0)
    conditional.check_form(call)
    if given(payload, "id") is not None:
        raise not_in_body("Id")
    id_ = records.insert(call.unit, kind, without_id(payload))
    return created(call, kind, id_)


def read(call: Call) -> Response:
    kind = call.sobject()
    return read_row(call, kind, find(call, kind, path_id(call.arguments["id"])))


def update(call: Call) -> Response:
    kind, payload = call.sobject(), call.json()
    refuse_if_injected(call, 0)
    id_ = path_id(call.arguments["id"])
    if given(payload, "id") is not None:
        raise not_in_body("Id")
    row = records.present(call.org, kind, id_)
    conditional.check(call, kind, row)
    records.update(call.unit, kind, id_, without_id(payload))
    return Response(204, headers=conditional.headers(call.org, kind, id_))


def delete(call: Call) -> Response:
    kind = call.sobject()
    refuse_if_injected(call, 0)
    records.delete(call.unit, kind, path_id(call.arguments["id"]))
    return Response(204)


def find(call: Call, kind: SObject, id_: str) -> Row:
    row = call.org.tables[kind.name].rows.get(id_)
    if row is None:
        raise NotFoundError
    if row.get("IsDeleted"):
        raise RefusalError("ENTITY_IS_DELETED", "entity is deleted", [], 404)
    return row


def read_row(call: Call, kind: SObject, row: Row) -> Response:
    headers = conditional.headers(call.org, kind, str(row["Id"]))
    if conditional.is_unchanged(call, kind, row):
        return Response(304, headers=headers)
    names = call.parameter("fields")
    fields = chosen_fields(kind, names.split(",")) if names else ()
    record = whole(kind, call.version, fields).render(row)
    return Response(200, {**record, "Id": row["Id"]}, headers)


def created(call: Call, kind: SObject, id_: str, **more: object) -> Response:
    location = record_url(call.version, kind.name, {"Id": id_})
    body = {"id": id_, "success": True, "errors": [], **more}
    return Response(201, body, {"Location": location})


def not_in_body(name: str) -> CallError:
    message = f"The {name} field should not be specified in the sobject data."
    return CallError("INVALID_FIELD", message)
