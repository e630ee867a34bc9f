"""Comparisons with a date literal, put as comparisons with the ends of its span."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.soql.calendar import span
from integrations.sandbox.salesforce.soql.errors import UnsupportedQueryError
from integrations.sandbox.salesforce.soql.nodes import And, Comparison, Literal, Not

if TYPE_CHECKING:
    from datetime import date

    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.soql.nodes import Condition
    from integrations.sandbox.salesforce.soql.scope import Scope


def is_relative(comparison: Comparison, field: Field) -> bool:
    kinds = {literal.kind for literal in comparison.literals}
    return "relative" in kinds and field.type in ("date", "datetime")


def expanded(comparison: Comparison, field: Field, scope: Scope) -> Condition:
    """Documented: = is within the span, < before it, > after it."""
    at = comparison.path.at
    if comparison.operator.endswith("IN"):
        raise UnsupportedQueryError("lists of date literals")
    word = comparison.literals[0].text
    today = datetime.fromtimestamp(scope.org.now(), UTC).date()
    days = span(word.upper(), today)
    if days is None:
        reason = f"unexpected token: '{word}'"
        raise scope.error("MALFORMED_QUERY", reason, at)
    first, end = (_literal(field, day) for day in days)
    return _between(comparison, first, end)


def _between(comparison: Comparison, first: Literal, end: Literal) -> Condition:
    path = comparison.path
    since, until = Comparison(path, ">=", (first,)), Comparison(path, "<", (end,))
    match comparison.operator:
        case "<":
            return Comparison(path, "<", (first,))
        case "<=":
            return until
        case ">":
            return Comparison(path, ">=", (end,))
        case ">=":
            return since
        case "!=":
            return Not(And((since, until)))
        case _:
            return And((since, until))


def _literal(field: Field, day: date) -> Literal:
    if field.type == "date":
        return Literal("date", day.isoformat())
    return Literal("datetime", f"{day.isoformat()}T00:00:00Z")
