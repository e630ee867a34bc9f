"""Creating, changing and deleting one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml.checks import (
    check_required,
    check_unique,
    row_locked,
)
from integrations.sandbox.salesforce.dml.hierarchy import (
    check_no_loop,
    leave_children,
)
from integrations.sandbox.salesforce.dml.parents import resolved
from integrations.sandbox.salesforce.dml.payload import values_of
from integrations.sandbox.salesforce.dml.references import check_references
from integrations.sandbox.salesforce.dml.rules import check_rules
from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Row, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject


# Kept in a row beside its fields and never told: what it was deleted along with.
DELETED_WITH = "DeletedWith"


def insert(unit: Unit, kind: SObject, payload: Mapping[str, object]) -> str:
    check_served(kind)
    values = values_of(kind, resolved(unit.org, kind, payload), "create")
    check_required(unit.org, kind, values)
    values = check_references(unit.org, kind, values)
    row = _stamped(unit.org, _defaults(unit.org, kind), values)
    check_rules(unit, kind, row)
    check_unique(unit.org, kind, values, None)
    row["Id"] = unit.org.new_id(kind.name)
    row["CreatedById"] = row["LastModifiedById"]
    row["CreatedDate"] = row["LastModifiedDate"]
    unit.put(kind, row)
    return str(row["Id"])


def update(unit: Unit, kind: SObject, id_: str, payload: Mapping[str, object]) -> None:
    check_served(kind)
    row = present(unit.org, kind, id_)
    values = values_of(kind, resolved(unit.org, kind, payload), "update")
    if row.get("IsConverted"):
        message = "cannot reference converted lead"
        raise RefusalError("CANNOT_UPDATE_CONVERTED_LEAD", message, [])
    check_required(unit.org, kind, {**row, **values})
    values = check_references(unit.org, kind, values)
    check_no_loop(unit.org, kind, id_, values)
    changed = _stamped(unit.org, row, values)
    check_rules(unit, kind, changed)
    check_unique(unit.org, kind, values, id_)
    unit.put(kind, changed)


def delete(unit: Unit, kind: SObject, id_: str, **marks: Value) -> None:
    """Put it and the children that cannot be without it into the recycle bin."""
    check_served(kind)
    row = present(unit.org, kind, id_)
    for child, field_name in dependents(unit.org, kind):
        for dependent in unit.org.tables[child.name].find_alive(field_name, id_):
            delete(unit, child, str(dependent["Id"]), **{DELETED_WITH: id_})
    discard(unit, kind, row, **marks, **leave_children(unit, kind, id_))


def discard(unit: Unit, kind: SObject, row: Row, **marks: Value) -> None:
    marks |= {"IsDeleted": True, "SystemModstamp": unit.org.now()}
    unit.put(kind, {**row, **marks})


def present(org: Org, kind: SObject, id_: str) -> Row:
    """Find the record to write. 404 is checked on an org for GET and DELETE."""
    table = org.tables[kind.name]
    if org.pending.locks(table, id_):
        raise row_locked(f" or 1 records: {id_}")
    row = table.rows.get(id_)
    if row is None:
        message = "invalid cross reference id"
        raise RefusalError("INVALID_CROSS_REFERENCE_KEY", message, [], 404)
    if row.get("IsDeleted"):
        raise RefusalError("ENTITY_IS_DELETED", "entity is deleted", [], 404)
    return row


def check_served(kind: SObject) -> None:
    if not kind.writable:
        raise UnsupportedError(f"writing {kind.name} records")


def _stamped(org: Org, row: Row, values: Row) -> Row:
    now = org.now()
    changed = {
        **row,
        **values,
        "LastModifiedDate": now,
        "LastModifiedById": org.user_id,
        "SystemModstamp": now,
    }
    if "LastName" in changed:
        changed["Name"] = full_name(changed)
    return _filled(changed)


def _filled(row: Row) -> Row:
    """Zero is a value; an unticked box is none."""
    return {
        name: value
        for name, value in row.items()
        if value is not None and value is not False
    }


def full_name(row: Row) -> str:
    return " ".join(
        str(row[name]) for name in ("FirstName", "LastName") if row.get(name)
    )


def _defaults(org: Org, kind: SObject) -> Row:
    row: Row = {
        field.name: option.value
        for field in kind.fields.values()
        for option in field.options
        if option.default
    }
    if kind.field("OwnerId"):
        row["OwnerId"] = org.user_id
    return row


def dependents(org: Org, kind: SObject) -> list[tuple[SObject, str]]:
    return [
        (child, field.name)
        for child in org.objects.values()
        for field in child.fields.values()
        if field.cascade and kind.name in field.reference_to
    ]
