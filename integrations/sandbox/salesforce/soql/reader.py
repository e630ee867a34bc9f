"""Reading tokens one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from integrations.sandbox.salesforce.soql.errors import (
    QueryError,
    UnsupportedQueryError,
)
from integrations.sandbox.salesforce.soql.lexer import tokens

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.soql.lexer import Token


DEEPEST = 100


class Reader:
    """Parentheses may stand within each other ``DEEPEST`` times [mem]."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self._place = 0
        self._depth = 0

    def peek(self) -> Token:
        return self._tokens[self._place]

    def ahead(self, count: int) -> list[Token]:
        return self._tokens[self._place : self._place + count]

    def holds(self, *words: str) -> bool:
        """Tell whether these words follow each other anywhere in the query."""
        found = [token.word for token in self._tokens]
        spans = zip(*(found[at:] for at in range(len(words))), strict=False)
        return words in spans

    def skip(self, count: int) -> None:
        self._place += count

    def accept(self, text: str) -> bool:
        found = self.peek().text == text
        self.skip(found)
        return found

    def accept_word(self, word: str) -> bool:
        found = self.peek().word == word
        self.skip(found)
        return found

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.unexpected()

    def expect_word(self, word: str) -> None:
        if not self.accept_word(word):
            self.unexpected()

    def go_in(self) -> bool:
        """Tell whether a parenthesis opens here."""
        opens = self.accept("(")
        self._depth += opens
        if self._depth > DEEPEST:
            self.malformed("The conditions are nested too deeply.")
        return opens

    def go_out(self) -> None:
        self.expect(")")
        self._depth -= 1

    def unexpected(self) -> NoReturn:
        self.malformed(f"unexpected token: '{self.peek().text}'")

    def unsupported(self, what: str) -> NoReturn:
        raise UnsupportedQueryError(what)

    def malformed(self, reason: str) -> NoReturn:
        raise self.error("MALFORMED_QUERY", reason, self.peek())

    def error(self, code: str, reason: str, token: Token) -> QueryError:
        return QueryError(code, reason, self.text, token.at)
