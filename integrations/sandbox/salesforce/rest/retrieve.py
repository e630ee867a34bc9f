"""Reading many records by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.salesforce.rendering import whole
from integrations.sandbox.salesforce.rest.bulk import check_size
from integrations.sandbox.salesforce.soql.errors import no_such_column
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject

MAX_IDS = 2_000


def retrieve(call: Call) -> Response:
    """By GET; how many ids fit is a matter of the length of the URL."""
    ids = (call.parameter("ids") or "").split(",")
    return _found(call, ids, (call.parameter("fields") or "").split(","))


def retrieve_many(call: Call) -> Response:
    """By POST: up to 2,000 ids in the body (documented)."""
    body = call.json()
    return _found(call, _texts(body.get("ids")), _texts(body.get("fields")))


def chosen_fields(kind: SObject, names: list[str]) -> list[Field]:
    return [_field(kind, name.strip()) for name in names]


def _found(call: Call, ids: list[str], names: list[str]) -> Response:
    """Null stands for an unknown or deleted record."""
    kind = call.sobject()
    check_size(len(ids), MAX_IDS)
    shape = whole(kind, call.version, chosen_fields(kind, names))
    rows = [call.org.tables[kind.name].rows.get(_id(text)) for text in ids]
    return Response(
        200,
        [
            None if row is None or row.get("IsDeleted") else shape.render(row)
            for row in rows
        ],
    )


def _id(text: str) -> str:
    id_ = canonical(text)
    if id_ is None:
        raise CallError("MALFORMED_ID", f"malformed id {text}", [])
    return id_


def _field(kind: SObject, name: str) -> Field:
    field = kind.field(name)
    if field is None:
        raise CallError("INVALID_FIELD", no_such_column(name, kind.name))
    return field


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        message = "ids and fields have to be lists of strings at [line:1, column:1]"
        raise CallError("JSON_PARSER_ERROR", message)
    return value
