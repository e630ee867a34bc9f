"""Ids and external ids that a call names a record by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml.values import value_of
from integrations.sandbox.salesforce.errors import CallError, RefusalError
from integrations.sandbox.salesforce.ids import canonical

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Field, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject


def key_field(kind: SObject, name: str) -> Field:
    field = kind.key_field(name)
    if field is None:
        raise inaccessible(name)
    return field


def key_value(key: Field, raw: object) -> Value:
    """Check a value as the field does on a write; an id becomes 18 characters."""
    value = value_of(key, key.name, raw)
    if value is None:
        message = f"{key.name} not specified"
        raise RefusalError("MISSING_ARGUMENT", message, [key.name])
    if key.type != "id":
        return value
    return typed_id(key, str(value))


def typed_id(field: Field, text: str) -> str:
    id_ = canonical(text)
    if id_ is None:
        message = f"{field.label}: id value of incorrect type: {text}"
        raise RefusalError("MALFORMED_ID", message, [field.name])
    return id_


def path_id(text: str) -> str:
    """An id in a path that cannot be one is looked for as an external id."""
    id_ = canonical(text)
    if id_ is None:
        raise inaccessible(text)
    return id_


def inaccessible(name: str) -> CallError:
    message = f"Provided external ID field does not exist or is not accessible: {name}"
    return CallError("NOT_FOUND", message, status=404)
