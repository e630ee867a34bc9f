"""Lookups told by a key of the parent, ``{"Account": {"Key__c": "7"}}``: documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.dml.values import value_of
from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError
from integrations.sandbox.salesforce.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject

Payload = dict[str, object]


def resolved(org: Org, kind: SObject, payload: Mapping[str, object]) -> Payload:
    """Put the ids of the parents in the place of their keys."""
    values: Payload = {}
    for name, raw in payload.items():
        told = isinstance(raw, dict)
        lookup = kind.relationships.get(name.lower()) if told else None
        if lookup is None:
            values[name] = raw
        else:
            values[lookup.name] = _parent(org, lookup, cast("Payload", raw))
    return values


def _parent(org: Org, lookup: Field, told: Payload) -> str:
    """The messages are general knowledge, not confirmed."""
    target = org.sobject(lookup.reference_to[-1])
    keys = [name for name in told if name != "attributes"]
    if target is None or len(keys) != 1:
        raise UnsupportedError(f"{lookup.relationship} by the keys {', '.join(keys)}")
    key = target.key_field(keys[0])
    if key is None:
        message = (
            f"Field name provided, {keys[0]} does not match an External ID, Salesforce "
            f"Id, or indexed field for {target.name}"
        )
        raise RefusalError("INVALID_FIELD", message, [])
    return _found(org, target, key, value_of(key, keys[0], told[keys[0]]))


def _found(org: Org, target: SObject, key: Field, value: Value) -> str:
    wanted = canonical(str(value)) if key.type == "id" else value
    rows = (
        [] if wanted is None else org.tables[target.name].find_alive(key.name, wanted)
    )
    if len(rows) == 1:
        return str(rows[0]["Id"])
    if rows:
        ids = ", ".join(str(row["Id"]) for row in rows)
        message = f"more than one record found for external id field: [{ids}]"
        raise RefusalError("DUPLICATE_EXTERNAL_ID", message, [key.name])
    message = (
        f"Foreign key external ID: {value} not found for field {key.name} in entity "
        f"{target.name}"
    )
    raise RefusalError("INVALID_FIELD", message, [])
