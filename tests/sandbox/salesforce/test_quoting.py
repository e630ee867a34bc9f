"""Texts quoted by a public client come out of a query as they went in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from simple_salesforce.format import format_soql

from integrations.sandbox.salesforce.soql.lexer import like_pattern, unquoted
from integrations.sandbox.salesforce.soql.nodes import Comparison, Literal
from integrations.sandbox.salesforce.soql.parser import parse

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_a_text_survives_quoting(text: str) -> None:
    query = format_soql("SELECT Id FROM Account WHERE Name = {}", text)
    assert unquoted(_literal(query).text) == text


@given(texts, texts)
def test_only_the_signs_of_a_pattern_are_wild(text: str, end: str) -> None:
    query = "SELECT Id FROM Account WHERE Name LIKE "
    exact = like_pattern(_literal(format_soql(query + "'{:like}'", text)).text)
    open_ended = like_pattern(_literal(format_soql(query + "'{:like}%'", text)).text)
    assert exact.fullmatch(text)
    assert open_ended.fullmatch(text + end)
    assert not end or not exact.fullmatch(text + end)


def _literal(query: str) -> Literal:
    where = parse(query).where
    assert isinstance(where, Comparison)
    return where.literals[0]
