"""What ``columns=true`` tells of a query's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.schema.field import NUMBERS, TEXTS

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.soql.scope import Column, Scope

Described = dict[str, object]


def column_metadata(scope: Scope) -> Described:
    columns: list[Described] = []
    for path in scope.query.fields:
        _add(columns, scope.column(path))
    names = [column["columnName"] for column in columns]
    return {
        "columnMetadata": columns,
        "entityName": scope.sobject.name,
        "groupBy": False,
        "idSelected": "Id" in names,
        "keyPrefix": scope.sobject.prefix,
    }


def _add(columns: list[Described], column: Column) -> None:
    """Columns of a parent are joined below the parent's own column."""
    for hop in column.hops:
        columns = _joined(columns, hop)
    columns.append(_described(column.field.name, column.field))


def _joined(columns: list[Described], hop: Field) -> list[Described]:
    name = hop.relationship or ""
    for column in columns:
        joined = column["joinColumns"]
        if column["columnName"] == name and isinstance(joined, list):
            return joined
    columns.append(_described(name, None))
    return _joined(columns, hop)


def _described(name: str, field: Field | None) -> Described:
    type_ = field.type if field else ""
    return {
        "aggregate": False,
        "apexType": None,
        "booleanType": type_ == "boolean",
        "columnName": name,
        "custom": bool(field and field.custom),
        "displayName": name,
        "foreignKeyName": field.relationship if field else None,
        "insertable": bool(field and field.createable),
        "joinColumns": [],
        "numberType": type_ in NUMBERS,
        "textType": type_ in TEXTS,
        "updatable": bool(field and field.updateable),
    }
