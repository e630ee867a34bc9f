"""Finding the rows of a query by the cheapest index."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.soql.bounds import EVERYWHERE, bounds_of
from integrations.sandbox.salesforce.soql.ordering import natural, ordered
from integrations.sandbox.salesforce.soql.predicates import test_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.soql.bounds import Bounds
    from integrations.sandbox.salesforce.soql.scope import Scope
    from integrations.sandbox.salesforce.store.table import Table

STAMPED_SHARE = 8


def search(scope: Scope, *, deleted: bool) -> list[Row]:
    """``deleted``: rows of the recycle bin too, as queryAll does."""
    query = scope.query
    where = query.where
    bounds = EVERYWHERE if where is None else bounds_of(where, scope)
    table = scope.org.tables[scope.sobject.name]
    index = _index(bounds, table, natural(scope))
    rows = _candidates(bounds, table, index)
    if not deleted and table.alive < len(table.rows):
        rows = (row for row in rows if not row.get("IsDeleted"))
    if where is not None:
        rows = filter(test_of(where, scope), rows)
    if index != natural(scope):
        rows = iter(ordered(list(rows), scope))
    end = None if query.limit is None else query.offset + query.limit
    return list(islice(rows, query.offset, end))


def _index(bounds: Bounds, table: Table, wanted: str | None) -> str:
    if bounds.ids is not None:
        return "id"
    if wanted == "stamp":
        return wanted
    stamped = table.stamped(bounds.first, bounds.last)
    return "stamp" if stamped < len(table.rows) / STAMPED_SHARE else "id"


def _candidates(bounds: Bounds, table: Table, index: str) -> Iterator[Row]:
    if bounds.ids is not None:
        return (table.rows[id_] for id_ in sorted(bounds.ids) if id_ in table.rows)
    if index == "stamp":
        return table.by_stamp(bounds.first, bounds.last)
    return table.by_id(bounds.least, bounds.greatest)
