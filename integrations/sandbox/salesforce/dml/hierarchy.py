"""Lookups to the same object: nothing is above itself, and no parent is a dead one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Row, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject

# Kept in a deleted row beside its fields and never told: whose parent it was.
LEFT = "LeftChildren"


def check_no_loop(org: Org, kind: SObject, id_: str, values: Row) -> None:
    """Code and message are [mem]."""
    for name in _lookups(kind):
        if _is_above(org, name, id_, values.get(name)):
            message = "attempt to violate hierarchy constraints"
            raise RefusalError("CIRCULAR_DEPENDENCY", message, [name])


def leave_children(unit: Unit, kind: SObject, id_: str) -> dict[str, str]:
    """Empty the lookups to a record that is deleted; give its mark of them."""
    left = list(_left(unit, kind, id_))
    return {LEFT: " ".join(left)} if left else {}


def take_back(unit: Unit, kind: SObject, deleted: Row) -> None:
    """Documented for lookups: those that were not filled anew are back."""
    id_, told = str(deleted["Id"]), str(deleted.get(LEFT) or "")
    for name, child in (pair.split(":") for pair in told.split()):
        row = unit.org.row(child)
        is_free = row and row.get(name) is None
        if row and is_free and not _is_above(unit.org, name, child, id_):
            _put(unit, kind, {**row, name: id_})


def _left(unit: Unit, kind: SObject, id_: str) -> Iterator[str]:
    table = unit.org.tables[kind.name]
    for name in _lookups(kind):
        for child in sorted(table.find(name, id_)):
            row = table.rows[child]
            _put(unit, kind, {key: row[key] for key in row if key != name})
            yield f"{name}:{child}"


def _put(unit: Unit, kind: SObject, row: Row) -> None:
    """[mem] that SystemModstamp alone moves; in the recycle bin nothing does."""
    stamp = row["SystemModstamp"] if row.get("IsDeleted") else unit.org.now()
    unit.put(kind, {**row, "SystemModstamp": stamp})


def _is_above(org: Org, name: str, id_: str, parent: Value) -> bool:
    """Tell whether a record is this parent or a parent of it, however far up."""
    seen: set[Value] = set()
    while parent is not None and parent not in seen:
        if parent == id_:
            return True
        seen.add(parent)
        parent = (org.row(str(parent)) or {}).get(name)
    return False


def _lookups(kind: SObject) -> list[str]:
    return [
        field.name
        for field in kind.relationships.values()
        if field.updateable and field.reference_to == (kind.name,)
    ]
