"""The filters of a dynamic list: an OR of ANDs of property filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.refusals import invalid, not_implemented

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.schema import Schema

Branch = Mapping[str, Any]
Matches = Callable[["Record"], bool]
Test = Callable[[str], bool]
TYPES = {"ENUMERATION", "MULTISTRING", "STRING", "BOOL", "NUMBER"}


def matcher(branch: Branch, kind: ObjectKind, schema: Schema) -> Matches:
    """Tell members from others; 501 for filters the sandbox cannot evaluate."""
    if branch.get("filterBranchType") != "OR" or branch.get("filters"):
        raise invalid("The root of a filter branch must be OR, without own filters")
    ways = [_all_of(way, kind, schema) for way in _parts(branch, "filterBranches")]
    return lambda record: any(way(record) for way in ways)


def _parts(branch: Branch, name: str) -> list[Branch]:
    parts = branch.get(name) or []
    if not isinstance(parts, list) or not all(isinstance(p, dict) for p in parts):
        raise invalid(f"{name} must be an array of objects")
    return parts


def properties_of(branch: Branch) -> set[str]:
    """The properties a branch asks for, which are in use thereby."""
    named = {str(found.get("property")) for found in _parts(branch, "filters")}
    return named.union(*(properties_of(b) for b in _parts(branch, "filterBranches")))


def _all_of(branch: Branch, kind: ObjectKind, schema: Schema) -> Matches:
    if branch.get("filterBranchType") != "AND" or branch.get("filterBranches"):
        raise not_implemented("list filter branches other than an OR of ANDs")
    tests = [_test(found, kind, schema) for found in _parts(branch, "filters")]
    return lambda record: all(test(record) for test in tests)


def _test(found: Branch, kind: ObjectKind, schema: Schema) -> Matches:
    if found.get("filterType") != "PROPERTY":
        raise not_implemented(f"list filters of the type {found.get('filterType')}")
    name, operation = str(found.get("property")), found.get("operation")
    if not isinstance(operation, dict):
        raise invalid("A list filter needs an operation")
    if name not in schema.definitions:
        raise invalid(f"Property {name} does not exist")
    holds = _operation(operation)
    return lambda record: holds(record.value(kind, name))


def _operation(operation: Branch) -> Callable[[str | None], bool]:
    kind, operator = (str(operation.get(n)) for n in ("operationType", "operator"))
    if operator in ("IS_KNOWN", "IS_UNKNOWN"):
        return lambda held: (held is None) == (operator == "IS_UNKNOWN")
    if kind not in TYPES or operator not in OPERATORS:
        raise not_implemented(f"the list filter operation {kind} {operator}")
    blank_counts = bool(operation.get("includeObjectsWithNoValueSet"))
    holds = OPERATORS[operator](_wanted(operation))
    return lambda held: blank_counts if held is None else holds(held.lower())


def _wanted(operation: Branch) -> set[str]:
    values = operation.get("values") or [operation.get("value", "")]
    if not isinstance(values, list):
        raise invalid("The values of a list filter must be an array")
    return {str(value).lower() for value in values}


def _any_of(wanted: set[str]) -> Test:
    return lambda held: not wanted.isdisjoint(held.split(";"))


def _equal_to(wanted: set[str]) -> Test:
    return lambda held: held in wanted


def _containing(wanted: set[str]) -> Test:
    return lambda held: any(value in held for value in wanted)


def _not(build: Callable[[set[str]], Test]) -> Callable[[set[str]], Test]:
    def negated(wanted: set[str]) -> Test:
        holds = build(wanted)
        return lambda held: not holds(held)

    return negated


OPERATORS: dict[str, Callable[[set[str]], Test]] = {
    "IS_ANY_OF": _any_of,
    "IS_NONE_OF": _not(_any_of),
    "IS_EQUAL_TO": _equal_to,
    "IS_NOT_EQUAL_TO": _not(_equal_to),
    "CONTAINS": _containing,
    "DOES_NOT_CONTAIN": _not(_containing),
}
