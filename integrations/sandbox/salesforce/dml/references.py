"""Lookups that a write sets: the record there has to exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError
from integrations.sandbox.salesforce.ids import canonical

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.schema.sobject import SObject


def check_references(org: Org, kind: SObject, values: Row) -> Row:
    """Give the values with their ids in the 18-character form."""
    checked = dict(values)
    for name, value in values.items():
        field = kind.fields[name.lower()]
        if field.type == "reference" and value is not None:
            checked[name] = _target(org, kind, field, cast("str", value))
    return checked


def _target(org: Org, kind: SObject, field: Field, text: str) -> str:
    id_ = canonical(text)
    target = org.of_prefix(text[:3])
    if id_ is None or (target and target.name not in field.reference_to):
        message = f"{field.label}: id value of incorrect type: {text}"
        raise RefusalError("MALFORMED_ID", message, [field.name])
    if target is None and org.sobject(field.reference_to[0]) is None:
        raise UnsupportedError(f"records of {field.reference_to[0]}")
    row = org.row(id_)
    if row is None:
        message = "invalid cross reference id"
        raise RefusalError("INVALID_CROSS_REFERENCE_KEY", message, [])
    if row.get("IsDeleted"):
        raise RefusalError("ENTITY_IS_DELETED", "entity is deleted", [field.name])
    if field.name == "OwnerId" and not row.get("IsActive"):
        message = (
            f"operation performed with inactive user [{id_[:15]}] as owner of "
            f"{kind.name.lower()}"
        )
        raise RefusalError("INACTIVE_OWNER_OR_USER", message, [field.name])
    return id_
