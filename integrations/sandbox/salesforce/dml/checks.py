"""What a record as a whole must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import RefusalError

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.schema.sobject import SObject


def check_required(org: Org, kind: SObject, row: Row) -> None:
    ruled = org.rules.required(kind)
    fields = kind.fields.values() if ruled else kind.needed
    missing = [
        field.name
        for field in fields
        if _is_missing(field, row) or (field in ruled and row.get(field.name) is None)
    ]
    if missing:
        message = f"Required fields are missing: [{', '.join(missing)}]"
        raise RefusalError("REQUIRED_FIELD_MISSING", message, missing)


def check_unique(org: Org, kind: SObject, values: Row, own_id: str | None) -> None:
    table = org.tables[kind.name]
    for name, value in values.items():
        if value is None or not kind.fields[name.lower()].unique:
            continue
        for row in table.find_alive(name, value):
            if row["Id"] != own_id:
                raise _duplicate(name, str(row["Id"]))
        if org.pending.claims(table, name, value):
            raise row_locked()


def row_locked(which: str = "") -> RefusalError:
    message = f"unable to obtain exclusive access to this record{which}"
    return RefusalError("UNABLE_TO_LOCK_ROW", message, [])


def _is_missing(field: Field, row: Row) -> bool:
    """A default does not help a field that is set to null."""
    if field.nillable or not field.createable or row.get(field.name) is not None:
        return False
    return not field.defaulted or field.name in row


def _duplicate(name: str, holder: str) -> RefusalError:
    message = (
        f"duplicate value found: {name} duplicates value on record with id: "
        f"{holder[:15]}"
    )
    return RefusalError("DUPLICATE_VALUE", message, [])
