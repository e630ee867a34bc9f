"""SOQL text cut into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from integrations.sandbox.salesforce.soql.errors import QueryError

TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<datetime>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)
    | (?P<date>\d{4}-\d\d-\d\d)
    | (?P<number>[+-]?\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z][\w.]*(?::\d+)?)
    | (?P<string>'(?:[^'\\]|\\.)*')
    | (?P<operator><>|!=|<=|>=|[=<>])
    | (?P<mark>[(),])
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
ESCAPABLE = frozenset("nNrRtTbBfF\"'\\_%")


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is as written; ``at`` is its place in the query."""

    kind: str
    text: str
    at: int

    @property
    def word(self) -> str:
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    found = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(Token(kind, match.group(), at))
        if kind == "string":
            _check_escapes(text, found[-1])
        at = match.end()
    return [*found, Token("end", "<EOF>", at)]


def unquoted(literal: str) -> str:
    return ESCAPE.sub(
        lambda escape: ESCAPES.get(escape[1].lower(), escape[1]), literal[1:-1]
    )


def like_pattern(literal: str) -> re.Pattern[str]:
    """``%`` and ``_`` are wild unless escaped."""
    parts = re.findall(r"\\.|.", literal[1:-1], re.DOTALL)
    wild = {"%": ".*", "_": "."}
    pattern = [wild.get(part) or re.escape(unquoted(f"'{part}'")) for part in parts]
    return re.compile("".join(pattern), re.DOTALL | re.IGNORECASE)


def _check_escapes(text: str, token: Token) -> None:
    for escape in ESCAPE.finditer(token.text):
        if escape[1] not in ESCAPABLE:
            reason = (
                f"Invalid string literal {token.text}. Illegal character sequence "
                f"'{escape[0]}' in string literal."
            )
            raise QueryError("MALFORMED_QUERY", reason, text, token.at)


def _unreadable(text: str, at: int) -> QueryError:
    if text[at] == "'":
        reason = f"line 1:{len(text)} mismatched character '<EOF>' expecting '''"
        return QueryError("MALFORMED_QUERY", reason, text, at)
    return QueryError("MALFORMED_QUERY", f"unexpected token: '{text[at]}'", text, at)
