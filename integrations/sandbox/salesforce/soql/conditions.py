"""The WHERE of a query.

As in Salesforce, AND and OR mix only with parentheses, and NOT stands alone in its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.soql.nodes import (
    And,
    Comparison,
    Literal,
    Not,
    Or,
    Path,
)

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.soql.nodes import Condition
    from integrations.sandbox.salesforce.soql.reader import Reader

KEYWORDS = {"TRUE": "boolean", "FALSE": "boolean", "NULL": "null"}
LITERALS = frozenset(
    ("string", "number", "date", "datetime", "relative", "boolean", "null")
)
DATE_LITERAL = re.compile(r"(?:TODAY|YESTERDAY|TOMORROW)\Z|(?:LAST|THIS|NEXT|N)_")
UNSUPPORTED_OPERATORS = frozenset(("INCLUDES", "EXCLUDES"))


def conditions(reader: Reader) -> Condition:
    if reader.accept_word("NOT"):
        return Not(_simple(reader))
    first = _simple(reader)
    for word, node in (("AND", And), ("OR", Or)):
        if reader.peek().word == word:
            return node((first, *_joined(reader, word)))
    return first


def _joined(reader: Reader, word: str) -> list[Condition]:
    operands = []
    while reader.accept_word(word):
        operands.append(_simple(reader))
    return operands


def _simple(reader: Reader) -> Condition:
    if reader.go_in():
        condition = conditions(reader)
        reader.go_out()
        return condition
    return _comparison(reader)


def _comparison(reader: Reader) -> Comparison:
    token = reader.peek()
    if token.kind != "word" or ":" in token.text:
        reader.unexpected()
    reader.skip(1)
    if reader.peek().text == "(":
        reader.unsupported(f"the function {token.text.upper()}()")
    path = Path(token.text, token.at)
    operator = _operator(reader)
    literals = _several(reader) if operator.endswith("IN") else (_literal(reader),)
    return Comparison(path, operator, literals)


def _operator(reader: Reader) -> str:
    token = reader.peek()
    if token.word in UNSUPPORTED_OPERATORS:
        reader.unsupported(token.word)
    if token.kind == "operator":
        reader.skip(1)
        return "!=" if token.text == "<>" else token.text
    if reader.accept_word("NOT"):
        reader.expect_word("IN")
        return "NOT IN"
    if token.word not in ("LIKE", "IN"):
        reader.unexpected()
    reader.skip(1)
    return token.word


def _several(reader: Reader) -> tuple[Literal, ...]:
    reader.expect("(")
    if reader.peek().word == "SELECT":
        reader.unsupported("semi-joins")
    literals = [_literal(reader)]
    while reader.accept(","):
        literals.append(_literal(reader))
    reader.expect(")")
    return tuple(literals)


def _literal(reader: Reader) -> Literal:
    token = reader.peek()
    kind = KEYWORDS.get(token.word) or token.kind
    if DATE_LITERAL.match(token.word):
        kind = "relative"
    if kind not in LITERALS:
        reader.unexpected()
    reader.skip(1)
    return Literal(kind, token.text)
