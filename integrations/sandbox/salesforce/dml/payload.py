"""The body of a write: which fields it sets, and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from integrations.sandbox.salesforce.dml.values import value_of
from integrations.sandbox.salesforce.errors import (
    FIELD_SECURITY_HINT,
    CallError,
    RefusalError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.schema.sobject import SObject

Purpose = Literal["create", "update"]


def values_of(kind: SObject, payload: Mapping[str, object], purpose: Purpose) -> Row:
    fields = {key: _field(kind, key) for key in payload if key != "attributes"}
    _check_writable(list(fields.values()), purpose)
    return {
        field.name: value_of(field, key, payload[key]) for key, field in fields.items()
    }


def without_id(payload: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in payload.items() if key.lower() != "id"}


def given(payload: Mapping[str, object], name: str) -> object:
    """Read a key in any letter case; None when it is absent too."""
    wanted = name.lower()
    for key, raw in payload.items():
        if key.lower() == wanted:
            return raw
    return None


def _field(kind: SObject, key: str) -> Field:
    field = kind.field(key)
    if field is None and key.lower() in kind.relationships:
        raise UnsupportedError("setting a relationship to what is no object")
    if field is None:
        message = f"No such column '{key}' on sobject of type {kind.name}"
        raise CallError("INVALID_FIELD", message)
    return field


def _check_writable(fields: list[Field], purpose: Purpose) -> None:
    locked = [
        field.name
        for field in fields
        if not (field.createable if purpose == "create" else field.updateable)
    ]
    if locked:
        names = ", ".join(locked)
        message = f"Unable to create/update fields: {names}. {FIELD_SECURITY_HINT}"
        raise RefusalError("INVALID_FIELD_FOR_INSERT_UPDATE", message, locked)
