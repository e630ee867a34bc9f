"""The bodies of this sandbox's own control calls, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.orders import OrderError, checked, is_text
from integrations.sandbox.salesforce.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.orders import Check
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.schema.sobject import SObject

MAX_LISTED = 200


def complete(order: object, checks: Mapping[str, Check]) -> dict[str, object]:
    """Every key has to be given."""
    keys = checked(order, checks)
    for name in checks:
        if name not in keys:
            raise OrderError(f'"{name}" is wanted.')
    return keys


def is_texts(value: object) -> bool:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LISTED:
        return False
    return all(is_text(text) for text in value)


def writable(org: Org, name: object) -> SObject:
    kind = org.sobject(str(name))
    if kind is None or not kind.writable:
        raise OrderError(f"There is no object {name} that can be written.")
    return kind


def field_of(kind: SObject, name: object) -> Field:
    field = kind.field(str(name))
    if field is None:
        raise OrderError(f"{kind.name} has no field {name}.")
    return field


def located(org: Org, text: object) -> tuple[SObject, Row]:
    """Find a record by its id alone, in the recycle bin too."""
    id_ = canonical(str(text)) or ""
    kind, row = org.of_prefix(id_[:3]), org.row(id_) if id_ else None
    if kind is None or row is None:
        raise OrderError(f"There is no record {text}.")
    return kind, row
