"""The sync rules in words."""

from __future__ import annotations

import pytest

from integrations.rules.rule import SyncRule
from integrations.rules.sentences import describe_rule


@pytest.mark.parametrize("rule", list(SyncRule))
def test_every_rule_is_one_sentence_that_names_both_sides(rule: SyncRule) -> None:
    sentence = describe_rule(rule, "Company name", "Account Name")
    assert "HubSpot's Company name" in sentence
    assert "Salesforce's Account Name" in sentence
    assert sentence.count(".") == 1


def test_the_side_a_rule_favours_comes_first() -> None:
    assert describe_rule(SyncRule.ALWAYS_HUBSPOT, "City", "Town") == (
        "HubSpot's City always overwrites Salesforce's Town, also with a blank, and is"
        " never written."
    )
    assert describe_rule(SyncRule.PREFER_SALESFORCE, "City", "Town").startswith(
        "Salesforce's Town always overwrites HubSpot's City"
    )
