"""Salesforce ids with 15 and with 18 characters (K2)."""

from __future__ import annotations

import pytest

from integrations.rules.ids import full_id


@pytest.mark.parametrize(
    ("given", "full"),
    [
        ("0015500001QdQWa", "0015500001QdQWaAAN"),
        ("001D000000IRFma", "001D000000IRFmaIAH"),
        ("0015500001QdQWaAAN", "0015500001QdQWaAAN"),
        ("not an id", "not an id"),
        ("fifteen-letters", "fifteen-letters"),
        ("", ""),
    ],
)
def test_a_short_id_gets_its_check_characters(given: str, full: str) -> None:
    assert full_id(given) == full
