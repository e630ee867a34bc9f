"""Where the rows can be that a condition lets through: what an index may skip.

A bound only narrows the search. Every row found by it is still tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import ceil, floor
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.soql import operands
from integrations.sandbox.salesforce.soql.nodes import And, Comparison, Not, Or
from integrations.sandbox.salesforce.soql.relative import expanded, is_relative
from integrations.sandbox.salesforce.store.stamp_log import (
    FIRST,
    GREATEST,
    LAST,
    LEAST,
)

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.soql.nodes import Condition
    from integrations.sandbox.salesforce.soql.scope import Scope
    from integrations.sandbox.salesforce.store.stamp_log import Mark

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """``first`` and ``last`` are (SystemModstamp, Id); ``ids`` None: any."""

    first: Mark = FIRST
    last: Mark = LAST
    least: str = LEAST
    greatest: str = GREATEST
    ids: frozenset[str] | None = None

    def both(self, other: Bounds) -> Bounds:
        least, greatest = (
            max(self.least, other.least),
            min(self.greatest, other.greatest),
        )
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Bounds(
            max(first, (first[0], least)),
            min(last, (last[0], greatest)),
            least,
            greatest,
            _fewer(self.ids, other.ids),
        )

    def either(self, other: Bounds) -> Bounds:
        unknown = self.ids is None or other.ids is None
        return Bounds(
            min(self.first, other.first),
            max(self.last, other.last),
            min(self.least, other.least),
            max(self.greatest, other.greatest),
            None if unknown else (self.ids or NOBODY) | (other.ids or NOBODY),
        )


EVERYWHERE = Bounds()


def bounds_of(condition: Condition, scope: Scope) -> Bounds:
    match condition:
        case Comparison():
            return _comparison(condition, scope)
        case Not():
            return EVERYWHERE
        case And(parts):
            return reduce(Bounds.both, [bounds_of(part, scope) for part in parts])
        case Or(parts):
            return reduce(Bounds.either, [bounds_of(part, scope) for part in parts])


def _comparison(comparison: Comparison, scope: Scope) -> Bounds:
    column = scope.column(comparison.path)
    if column.hops or comparison.operator in ("!=", "NOT IN", "LIKE"):
        return EVERYWHERE
    field = column.field
    if is_relative(comparison, field):
        return bounds_of(expanded(comparison, field, scope), scope)
    values = operands.values(field, comparison, scope)
    if None in values:
        return EVERYWHERE
    if field.name == "SystemModstamp":
        return _stamps(comparison.operator, [cast("float", value) for value in values])
    if field.type == "id":
        return _ids(comparison.operator, [cast("str", value) for value in values])
    table = scope.org.tables[scope.sobject.name]
    if comparison.operator in ("=", "IN") and table.is_indexed(field.name):
        found = (table.find(field.name, value) for value in values)
        return Bounds(ids=frozenset().union(*found))
    return EVERYWHERE


def _stamps(operator: str, moments: list[float]) -> Bounds:
    """Stamps are whole seconds: more than t is at least the next one."""
    first: Mark = (ceil(min(moments)), LEAST)
    last: Mark = (floor(max(moments)), GREATEST)
    match operator:
        case ">":
            return Bounds(first=(floor(min(moments)) + 1, LEAST))
        case ">=":
            return Bounds(first=first)
        case "<":
            return Bounds(last=(ceil(max(moments)) - 1, GREATEST))
        case "<=":
            return Bounds(last=last)
        case _:
            return Bounds(first=first, last=last)


def _ids(operator: str, ids: list[str]) -> Bounds:
    match operator:
        case ">" | ">=":
            return Bounds(least=min(ids))
        case "<" | "<=":
            return Bounds(greatest=max(ids))
        case _:
            return Bounds(ids=frozenset(ids))


def _fewer(
    one: frozenset[str] | None, other: frozenset[str] | None
) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
