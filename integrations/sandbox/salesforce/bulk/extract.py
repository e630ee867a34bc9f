"""What a query job does: its rows found at once, then worded slice by slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.rendering import FLOATS
from integrations.sandbox.salesforce.soql import ordering
from integrations.sandbox.salesforce.soql.errors import UnsupportedQueryError
from integrations.sandbox.salesforce.soql.parser import parse
from integrations.sandbox.salesforce.soql.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from integrations.sandbox.salesforce.bulk.job import QueryJob
    from integrations.sandbox.salesforce.schema.field import Field, Row, Value
    from integrations.sandbox.salesforce.soql.nodes import Query
    from integrations.sandbox.salesforce.soql.scope import Column, Scope

AT_ONCE = 1_000
NOT_IN_BULK = ("the aggregate", "GROUP BY", "HAVING", "TYPEOF", "subqueries")


def check(scope: Scope) -> None:
    """Refuse what bulk queries cannot do (documented); [mem] but for compounds."""
    if not scope.query.fields:
        raise _unfit("Aggregate Relationships not supported in Bulk Query")
    if scope.query.offset:
        raise _unfit("OFFSET is not supported in Bulk Query")
    for path in scope.query.fields:
        if scope.column(path).field.type == "address":
            raise _unfit("Selecting compound data not supported in Bulk Query")
    ordering.check(scope)


def parsed(text: str) -> Query:
    """Documented: grouped, aggregated and nested queries are refused, not queued."""
    try:
        return parse(text)
    except UnsupportedQueryError as error:
        if error.what.startswith(NOT_IN_BULK):
            raise _unfit(f"{error.what} not supported in Bulk Query") from error
        raise


def names(scope: Scope) -> list[str]:
    """The header: the columns in the order of the SELECT (documented)."""
    return [_name(scope.column(path)) for path in scope.query.fields]


def extract(scope: Scope, job: QueryJob) -> Iterator[None]:
    rows = search(scope, deleted=job.operation == "queryAll")
    words = [_word(scope, scope.column(path)) for path in scope.query.fields]
    for start in range(0, len(rows), AT_ONCE):
        yield
        part = rows[start : start + AT_ONCE]
        job.lines += [job.dialect.line(word(row) for word in words) for row in part]
        job.processed = len(job.lines)


def _name(column: Column) -> str:
    return ".".join(
        (*(hop.relationship or "" for hop in column.hops), column.field.name)
    )


def _word(scope: Scope, column: Column) -> Callable[[Row], str]:
    read, field = scope.reader(column), column.field
    return lambda row: _worded(field, read(row))


def _worded(field: Field, value: Value) -> str:
    """[mem]: dates end in Z, and numbers have a decimal point but no exponent."""
    if value is None:
        return ""
    if field.type == "datetime":
        return stamps.rendered(int(value)).replace("+0000", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    return _number(float(value)) if field.type in FLOATS else str(value)


def _number(number: float) -> str:
    text = f"{number:.6f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _unfit(message: str) -> CallError:
    return CallError("API_ERROR", message)
