"""The subset of SOQL the sandbox reads; what else SOQL has is named with 501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.soql.conditions import conditions
from integrations.sandbox.salesforce.soql.nodes import Order, Path, Query
from integrations.sandbox.salesforce.soql.reader import Reader

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.soql.lexer import Token

MAX_LENGTH = 100_000
MAX_OFFSET = 2_000
MAX_DIGITS = 10
ABSENT_CLAUSES = {
    "USING": "USING SCOPE",
    "WITH": "WITH",
    "GROUP": "GROUP BY",
    "HAVING": "HAVING",
    "FOR": "FOR VIEW, REFERENCE and UPDATE",
    "ALL": "ALL ROWS",
    "UPDATE": "UPDATE TRACKING and VIEWSTAT",
}
AGGREGATES = frozenset(("AVG", "COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM"))


def parse(text: str) -> Query:
    reader = Reader(text)
    if len(text) > MAX_LENGTH:
        reader.malformed("SOQL statements cannot be longer than 100000 characters.")
    reader.expect_word("SELECT")
    fields = _fields(reader)
    reader.expect_word("FROM")
    entity = _path(reader)
    alias = _alias(reader)
    where = conditions(reader) if reader.accept_word("WHERE") else None
    order = _order(reader, is_count=not fields)
    limit = _number(reader) if reader.accept_word("LIMIT") else None
    offset = _offset(reader) if reader.accept_word("OFFSET") else 0
    _end(reader)
    return Query(text, fields, entity, alias, where, order, limit, offset)


def _fields(reader: Reader) -> tuple[Path, ...]:
    if _is_count(reader):
        return ()
    fields = [_selected(reader)]
    while reader.accept(","):
        fields.append(_selected(reader))
    return tuple(fields)


def _is_count(reader: Reader) -> bool:
    words = [token.text.upper() for token in reader.ahead(3)]
    if words != ["COUNT", "(", ")"]:
        return False
    reader.skip(3)
    return True


def _selected(reader: Reader) -> Path:
    if reader.peek().text == "(":
        reader.unsupported("subqueries")
    path = _path(reader)
    _refuse_call(reader, path)
    if reader.peek().kind == "word" and reader.peek().word != "FROM":
        if reader.holds("GROUP", "BY"):
            reader.unsupported("GROUP BY")
        reader.malformed("only aggregate expressions use field aliasing")
    return path


def _refuse_call(reader: Reader, path: Path) -> None:
    if reader.peek().text == "(":
        name = path.text.upper()
        kind = "the aggregate" if name in AGGREGATES else "the function"
        reader.unsupported(f"{kind} {name}()")


def _path(reader: Reader) -> Path:
    token = reader.peek()
    if token.kind != "word" or ":" in token.text or token.word in ("FROM", "WHERE"):
        reader.unexpected()
    if token.word == "TYPEOF":
        reader.unsupported("TYPEOF")
    reader.skip(1)
    return Path(token.text, token.at)


def _alias(reader: Reader) -> str | None:
    token = reader.peek()
    if token.kind != "word" or token.word in ("WHERE", "ORDER", "LIMIT", "OFFSET"):
        return None
    if token.word in ABSENT_CLAUSES:
        return None
    reader.skip(1)
    return token.text


def _order(reader: Reader, *, is_count: bool) -> tuple[Order, ...]:
    """Documented: a COUNT() is not ordered; [mem] for the wording."""
    if is_count and reader.peek().word == "ORDER":
        reader.malformed("COUNT() cannot be used with ORDER BY")
    if not reader.accept_word("ORDER"):
        return ()
    reader.expect_word("BY")
    order = [_ordered(reader)]
    while reader.accept(","):
        order.append(_ordered(reader))
    return tuple(order)


def _ordered(reader: Reader) -> Order:
    path = _path(reader)
    _refuse_call(reader, path)
    descending = reader.accept_word("DESC")
    if not descending:
        reader.accept_word("ASC")
    return Order(path, descending, _nulls_last(reader))


def _nulls_last(reader: Reader) -> bool:
    """Documented: nulls come first unless told otherwise, in either direction."""
    if not reader.accept_word("NULLS"):
        return False
    if reader.accept_word("LAST"):
        return True
    reader.expect_word("FIRST")
    return False


def _number(reader: Reader) -> int:
    token = reader.peek()
    if token.kind != "number" or not token.text.isdigit():
        reader.unexpected()
    if len(token.text) > MAX_DIGITS:
        reader.malformed(f"numeric value out of range: {token.text}")
    reader.skip(1)
    return int(token.text)


def _offset(reader: Reader) -> int:
    """Documented: 2,000 at most."""
    token: Token = reader.peek()
    offset = _number(reader)
    if offset > MAX_OFFSET:
        reason = f"Maximum SOQL offset allowed is {MAX_OFFSET}"
        raise reader.error("NUMBER_OUTSIDE_VALID_RANGE", reason, token)
    return offset


def _end(reader: Reader) -> None:
    token = reader.peek()
    if token.word in ABSENT_CLAUSES:
        reader.unsupported(ABSENT_CLAUSES[token.word])
    if token.text == ",":
        reader.unsupported("several objects after FROM")
    if token.kind != "end":
        reader.unexpected()
