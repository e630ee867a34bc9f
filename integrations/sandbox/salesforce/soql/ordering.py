"""The order of a query's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.schema.field import Value
from integrations.sandbox.salesforce.soql.predicates import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.soql.nodes import Order
    from integrations.sandbox.salesforce.soql.scope import Scope

Rank = tuple[bool, object, Value]


def ordered(rows: list[Row], scope: Scope) -> list[Row]:
    """Sort by the last key first, which a stable sort makes the least."""
    for order in reversed(scope.query.order):
        rows.sort(key=_key(order, scope), reverse=order.descending)
    return rows


def check(scope: Scope) -> None:
    for order in scope.query.order:
        field = scope.column(order.path).field
        if not field.sortable:
            reason = f"field '{field.name}' can not be sorted in a query call"
            raise scope.error("INVALID_FIELD", reason, order.path.at)


def natural(scope: Scope) -> str | None:
    """Name the index that has the rows in the wanted order already."""
    names = [scope.column(order.path) for order in scope.query.order]
    if any(order.descending for order in scope.query.order):
        return None
    if any(column.hops for column in names):
        return None
    plain = tuple(column.field.name for column in names)
    if plain in (("SystemModstamp",), ("SystemModstamp", "Id")):
        return "stamp"
    return "id" if plain in ((), ("Id",)) else None


def _key(order: Order, scope: Scope) -> Callable[[Row], Rank]:
    column = scope.column(order.path)
    read = scope.reader(column)
    nulls_high = order.nulls_last != order.descending
    rank = _rank(column.field)

    def key(row: Row) -> Rank:
        value = read(row)
        if value is None:
            return nulls_high, 0, ""
        return not nulls_high, *rank(value)

    return key


def _rank(field: Field) -> Callable[[Value], tuple[object, Value]]:
    """Documented: a picklist sorts in the order of its definition."""
    if field.type != "picklist":
        return lambda value: (0, folded(field, value))
    places = {option.value.lower(): place for place, option in enumerate(field.options)}
    unknown = len(places)

    def rank(value: Value) -> tuple[object, Value]:
        name = str(value).lower()
        return places.get(name, unknown), name

    return rank
