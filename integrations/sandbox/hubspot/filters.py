"""One filter of a search: which values pass (section 2.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot import stamps
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    bad_request,
    invalid,
    not_implemented,
)
from integrations.sandbox.hubspot.values import NUMBER

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.definitions import Definition

Value = str | float
Test = Callable[[str | None], bool]
Compare = Callable[[Value], bool]
ORDERED = {"LT", "LTE", "GT", "GTE", "BETWEEN"}
TOKENS = {"CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"}
CHOSEN = {"enumeration", "bool"}
TIMES = {"date", "datetime"}
WORD = re.compile(r"\w+")
SEARCHED_WORD = re.compile(r"[\w*]+")


@dataclass(frozen=True, slots=True)
class Filter:
    """``values`` are read by the property's type; ``high`` only for BETWEEN."""

    definition: Definition
    operator: str
    values: tuple[Value, ...] = ()
    high: Value = 0

    def test(self) -> Test:
        if self.operator in PRESENCE:
            wanted = PRESENCE[self.operator]
            return lambda held: (held is not None) == wanted
        passes = OPERATORS[self.operator](self)
        read = reader(self.definition)
        return lambda held: held is not None and passes(read(held))


def parse_filter(item: Mapping[str, Any], definition: Definition) -> Filter:
    operator = str(item.get("operator"))
    if operator not in OPERATORS and operator not in PRESENCE:
        raise bad_request()
    if operator in ORDERED:
        _check_order(definition, operator)
    if operator in PRESENCE:
        return Filter(definition, operator)
    if definition.field_type == "checkbox" and operator not in TOKENS:
        raise not_implemented(f"the operator {operator} on several choices")
    read = _given(definition, operator)
    if operator in ("IN", "NOT_IN"):
        return Filter(definition, operator, _listed(item, operator, read))
    if item.get("value") is None:
        raise bad_request()
    if operator == "BETWEEN" and item.get("highValue") is None:
        raise bad_request()
    high = read(str(item["highValue"])) if operator == "BETWEEN" else 0
    return Filter(definition, operator, (read(str(item["value"])),), high)


def reader(definition: Definition) -> Callable[[str], Value]:
    """How a held value is compared."""
    if definition.type == "number":
        return float
    if definition.type == "datetime":
        return stamps.parse
    return stamps.parse_day if definition.type == "date" else str.lower


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _given(definition: Definition, operator: str) -> Callable[[str], Value]:
    """How a value in a filter is read; IN wants small letters itself (documented)."""
    if definition.type in TIMES:
        return _moment
    if definition.type == "number":
        return _number
    chosen = definition.type in CHOSEN
    return str if operator in ("IN", "NOT_IN") and not chosen else str.lower


def _moment(text: str) -> Value:
    for read in (stamps.parse, stamps.parse_day):
        try:
            return read(text)
        except ValueError:
            continue
    raise bad_request()


def _number(text: str) -> Value:
    if not NUMBER.fullmatch(text):
        raise bad_request()
    return float(text)


def _listed(
    item: Mapping[str, Any], operator: str, read: Callable[[str], Value]
) -> tuple[Value, ...]:
    values = item.get("values")
    if not isinstance(values, list) or not values:
        where = "Invalid input JSON on line 1, column 1"
        raise invalid(f"{where}: operator {operator} requires values")
    return tuple(read(str(value)) for value in values)


def _check_order(definition: Definition, operator: str) -> None:
    if definition.type in CHOSEN:
        raise _not_for_type(definition, operator)
    if definition.type not in TIMES and definition.type != "number":
        raise not_implemented(f"the operator {operator} on {definition.type} values")


def _not_for_type(definition: Definition, operator: str) -> RefusedError:
    """The body is told twice, once as text inside its own message (recorded)."""
    inner = RefusedError(
        400,
        f"Operator {operator} is not valid for this property type {definition.type}. "
        f'Filter: property: "{definition.name}"\ntype: {definition.type}\n'
        "within_last_time_mode: PAST\nfilter_family: PropertyValue\n",
    )
    return inner.nested()


def _tokens(found: Filter) -> Compare:
    """Every word asked for must be a word of the value; * stands for any letters."""
    asked = SEARCHED_WORD.findall(str(found.values[0]).lower())
    patterns = [re.compile(translate(word)) for word in asked]

    def passes(held: Value) -> bool:
        own = words(str(held))
        return all(any(p.fullmatch(word) for word in own) for p in patterns)

    return passes


def _not(build: Callable[[Filter], Compare]) -> Callable[[Filter], Compare]:
    def negated(found: Filter) -> Compare:
        passes = build(found)
        return lambda held: not passes(held)

    return negated


def _equal(found: Filter) -> Compare:
    return lambda held: held == found.values[0]


def _one_of(found: Filter) -> Compare:
    return lambda held: held in found.values


def _between(found: Filter) -> Compare:
    low, high = _limits(found)
    return lambda held: low <= float(held) <= high


def _limits(found: Filter) -> tuple[float, float]:
    return float(found.values[0]), float(found.high)


def _below(found: Filter) -> Compare:
    return lambda held: float(held) < float(found.values[0])


def _above(found: Filter) -> Compare:
    return lambda held: float(held) > float(found.values[0])


PRESENCE = {"HAS_PROPERTY": True, "NOT_HAS_PROPERTY": False}
OPERATORS: dict[str, Callable[[Filter], Compare]] = {
    "EQ": _equal,
    "NEQ": _not(_equal),
    "LT": _below,
    "LTE": _not(_above),
    "GT": _above,
    "GTE": _not(_below),
    "BETWEEN": _between,
    "IN": _one_of,
    "NOT_IN": _not(_one_of),
    "CONTAINS_TOKEN": _tokens,
    "NOT_CONTAINS_TOKEN": _not(_tokens),
}
