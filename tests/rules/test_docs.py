"""docs/rules.md says what the rules do."""

from __future__ import annotations

from integrations.models import Integration
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from tests.rules.write_docs import DOCUMENT, document

REWRITE = "Rewrite it with: python -m tests.rules.write_docs"


def test_the_document_is_what_the_rules_say_now() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), REWRITE


def test_every_criterion_holds_and_fails_in_some_situation_of_the_table() -> None:
    for rule in RULES:
        assert {rule.code in row.holds for row in TABLE} == {True, False}
    assert len({row.situation for row in TABLE}) == len(TABLE)


def test_the_document_has_every_choice_for_deleted_records() -> None:
    choices = [*Integration.OnAccountDeleted, *Integration.OnCompanyDeleted]
    for choice in choices:
        assert f"| {choice.label}" in document()
