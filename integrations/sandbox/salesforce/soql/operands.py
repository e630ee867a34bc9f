"""What a comparison may compare a field with, and the value that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.salesforce.schema.field import IDS, NUMBERS, TEXTS
from integrations.sandbox.salesforce.soql.errors import UnsupportedQueryError
from integrations.sandbox.salesforce.soql.lexer import unquoted

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Field, Value
    from integrations.sandbox.salesforce.soql.nodes import Comparison, Literal
    from integrations.sandbox.salesforce.soql.scope import Scope

WANTED = {"boolean": "boolean", "date": "date", "datetime": "datetime"}
NAMES = {"datetime": "dateTime", "int": "int", "id": "ID", "reference": "ID"}
RANGES = frozenset(("<", "<=", ">", ">="))


def check(field: Field, comparison: Comparison, scope: Scope) -> None:
    """Refuse a comparison that the field does not admit."""
    at, operator = comparison.path.at, comparison.operator
    if not field.filterable:
        reason = f"field '{field.name}' can not be filtered in a query call"
        raise scope.error("INVALID_FIELD", reason, at)
    no_like = operator == "LIKE" and field.type not in TEXTS
    if no_like or (operator in RANGES and field.type == "boolean"):
        name = "id" if field.type in IDS else field.type
        reason = f"invalid operator on {name} field"
        raise scope.error("INVALID_QUERY_FILTER_OPERATOR", reason, at)


def values(field: Field, comparison: Comparison, scope: Scope) -> list[Value]:
    at = comparison.path.at
    found = [_value(field, literal, at, scope) for literal in comparison.literals]
    if comparison.operator in (*RANGES, "LIKE") and None in found:
        raise UnsupportedQueryError(f"comparing null by {comparison.operator}")
    return found


def _value(field: Field, literal: Literal, at: int, scope: Scope) -> Value:
    """An empty string is null."""
    if literal.kind == "null":
        return None
    is_fraction = field.type == "int" and "." in literal.text
    if literal.kind != _wanted(field) or is_fraction:
        raise scope.error("INVALID_FIELD", _wrong_type(field), at)
    if field.type in IDS:
        return _id(literal, at, scope)
    if field.type == "datetime":
        return _moment(field, literal, at, scope)
    if field.type == "date" and not stamps.is_date(literal.text):
        raise scope.error("INVALID_FIELD", _wrong_type(field), at)
    if literal.kind == "string":
        return unquoted(literal.text) or None
    if literal.kind == "number":
        return float(literal.text)
    return literal.text.upper() == "TRUE" if field.type == "boolean" else literal.text


def _wanted(field: Field) -> str:
    if field.type in NUMBERS:
        return "number"
    return WANTED.get(field.type, "string")


def _wrong_type(field: Field) -> str:
    quoted = _wanted(field) == "string"
    name = NAMES.get(field.type, "string" if quoted else field.type)
    how = "should be enclosed" if quoted else "should not be enclosed"
    return (
        f"value of filter criterion for field '{field.name}' must be of type {name} "
        f"and {how} in quotes"
    )


def _id(literal: Literal, at: int, scope: Scope) -> str | None:
    text = unquoted(literal.text)
    id_ = canonical(text)
    if text and id_ is None:
        reason = f"invalid ID field: {text}"
        raise scope.error("INVALID_QUERY_FILTER_OPERATOR", reason, at)
    return id_


def _moment(field: Field, literal: Literal, at: int, scope: Scope) -> float:
    moment = stamps.parsed(literal.text)
    if moment is None:
        raise scope.error("INVALID_FIELD", _wrong_type(field), at)
    return moment
