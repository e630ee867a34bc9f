"""Single records by an external id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml import records
from integrations.sandbox.salesforce.dml.payload import given, without_id
from integrations.sandbox.salesforce.dml.upsert import SeveralError, matches, upsert
from integrations.sandbox.salesforce.errors import NotFoundError, UnsupportedError
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.salesforce.rendering import record_url
from integrations.sandbox.salesforce.rest import conditional
from integrations.sandbox.salesforce.rest.bulk import refuse_if_injected
from integrations.sandbox.salesforce.rest.keys import key_field, key_value
from integrations.sandbox.salesforce.rest.rows import created, not_in_body, read_row
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Field, Row, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject


def read(call: Call) -> Response:
    kind, key, value = _target(call)
    rows = matches(call.org, kind, key, value)
    return read_row(call, kind, rows[0]) if _is_one(rows) else _several(call, rows)


def write(call: Call) -> Response:
    kind, key, value = _target(call)
    payload = call.json()
    refuse_if_injected(call, 0)
    for name in (key.name, "Id"):
        if given(payload, name) is not None:
            raise not_in_body(name)
    for row in matches(call.org, kind, key, value):
        conditional.check(call, kind, row)
    try:
        return _written(call, kind, key, value)
    except SeveralError as error:
        return _several(call, error.rows)


def delete(call: Call) -> Response:
    kind, key, value = _target(call)
    refuse_if_injected(call, 0)
    rows = matches(call.org, kind, key, value)
    if not _is_one(rows):
        return _several(call, rows)
    records.delete(call.unit, kind, str(rows[0]["Id"]))
    return Response(204)


def _target(call: Call) -> tuple[SObject, Field, Value]:
    kind = call.sobject()
    if canonical(call.arguments["field"]) is not None:
        raise UnsupportedError("what follows the id of a record in a path")
    key = key_field(kind, call.arguments["field"])
    return kind, key, key_value(key, call.arguments["value"])


def _written(call: Call, kind: SObject, key: Field, value: Value) -> Response:
    """Recorded since v46: 201 created, 200 updated, the id in either."""
    payload = without_id(call.json())
    update_only = call.switch("updateOnly")
    id_, is_new = upsert(call.unit, kind, key, value, payload, update_only=update_only)
    if is_new:
        return created(call, kind, id_, created=True)
    body = {"id": id_, "success": True, "errors": [], "created": False}
    return Response(200, body, conditional.headers(call.org, kind, id_))


def _is_one(rows: list[Row]) -> bool:
    if not rows:
        raise NotFoundError
    return len(rows) == 1


def _several(call: Call, rows: list[Row]) -> Response:
    """Documented: 300 and the URLs of all."""
    name = call.sobject().name
    return Response(300, [record_url(call.version, name, row) for row in rows])
