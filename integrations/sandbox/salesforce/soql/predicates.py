"""Conditions made into tests of a row.

Documented: text compares without regard to case, but for case-sensitive unique fields.
A blank is a value like any other: it is unequal to every text and under no range.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from integrations.sandbox.salesforce.schema.field import TEXTS, Row
from integrations.sandbox.salesforce.soql import operands
from integrations.sandbox.salesforce.soql.lexer import like_pattern
from integrations.sandbox.salesforce.soql.nodes import And, Comparison, Not, Or
from integrations.sandbox.salesforce.soql.relative import expanded, is_relative

if TYPE_CHECKING:
    import re

    from integrations.sandbox.salesforce.schema.field import Field, Value
    from integrations.sandbox.salesforce.soql.nodes import Condition
    from integrations.sandbox.salesforce.soql.scope import Read, Scope

Test = Callable[[Row], bool]

RANGES: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def test_of(condition: Condition, scope: Scope) -> Test:
    match condition:
        case Comparison():
            return _comparison(condition, scope)
        case Not(operand):
            test = test_of(operand, scope)
            return lambda row: not test(row)
        case And(operands_):
            tests = [test_of(operand, scope) for operand in operands_]
            return lambda row: all(test(row) for test in tests)
        case Or(operands_):
            tests = [test_of(operand, scope) for operand in operands_]
            return lambda row: any(test(row) for test in tests)


def folded(field: Field, value: Value) -> Value:
    """Give what stands for the value when it is compared."""
    if isinstance(value, str) and field.type in TEXTS and not field.case_sensitive:
        return value.lower()
    return value


def _comparison(comparison: Comparison, scope: Scope) -> Test:
    column = scope.column(comparison.path)
    operands.check(column.field, comparison, scope)
    if is_relative(comparison, column.field):
        return test_of(expanded(comparison, column.field, scope), scope)
    read = _folding(column.field, scope.reader(column))
    values = operands.values(column.field, comparison, scope)
    if comparison.operator == "LIKE":
        pattern = like_pattern(comparison.literals[0].text)
        return _like(pattern, scope.reader(column))
    wanted = {folded(column.field, value) for value in values}
    if comparison.operator in RANGES:
        return _range(RANGES[comparison.operator], read, next(iter(wanted)))
    if comparison.operator in ("!=", "NOT IN"):
        return lambda row: read(row) not in wanted
    return lambda row: read(row) in wanted


def _folding(field: Field, read: Read) -> Read:
    if field.type not in TEXTS or field.case_sensitive:
        return read

    def read_folded(row: Row) -> Value:
        value = read(row)
        return value.lower() if isinstance(value, str) else value

    return read_folded


def _range(holds: Callable[[Any, Any], bool], read: Read, limit: Value) -> Test:
    def within(row: Row) -> bool:
        value = read(row)
        return value is not None and holds(value, limit)

    return within


def _like(pattern: re.Pattern[str], read: Read) -> Test:
    def like(row: Row) -> bool:
        value = read(row)
        return isinstance(value, str) and pattern.fullmatch(value) is not None

    return like
