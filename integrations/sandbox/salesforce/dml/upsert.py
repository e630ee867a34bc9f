"""Creating or changing the record that has an external id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml.checks import row_locked
from integrations.sandbox.salesforce.dml.payload import without_id
from integrations.sandbox.salesforce.dml.records import insert, update
from integrations.sandbox.salesforce.errors import NotFoundError, RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field, Row, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject


class SeveralError(RefusalError):
    """More than one record has the external id: ``rows``."""

    def __init__(self, key: Field, rows: list[Row]) -> None:
        ids = ", ".join(str(row["Id"]) for row in rows)
        message = (
            f"{key.label}: more than one record found for external id field: [{ids}]"
        )
        super().__init__("DUPLICATE_EXTERNAL_ID", message, [key.name])
        self.rows = rows


def upsert(
    unit: Unit,
    kind: SObject,
    key: Field,
    value: Value,
    payload: Mapping[str, object],
    *,
    update_only: bool = False,
) -> tuple[str, bool]:
    """Give the record's id, and whether it was created."""
    values = without_id(payload)
    if key.type == "id":
        update(unit, kind, str(value), values)
        return str(value), False
    rows = matches(unit.org, kind, key, value)
    if len(rows) > 1:
        raise SeveralError(key, rows)
    if rows:
        id_ = str(rows[0]["Id"])
        update(unit, kind, id_, values)
        return id_, False
    if update_only:
        raise NotFoundError
    return insert(unit, kind, {**values, key.name: value}), True


def matches(org: Org, kind: SObject, key: Field, value: Value) -> list[Row]:
    table = org.tables[kind.name]
    if org.pending.claims(table, key.name, value):
        raise row_locked()
    return table.find_alive(key.name, value)


def id_beside_key() -> RefusalError:
    """What Salesforce makes of it is not documented; the other rows are done."""
    message = "The sandbox does not implement an id beside the external id of an upsert"
    return RefusalError("NOT_IMPLEMENTED", f"{message}.", ["Id"])
