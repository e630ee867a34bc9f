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


@pytest.mark.parametrize("rule", [it for it in SyncRule if it is not SyncRule.NONE])
def test_of_owners_every_rule_says_that_they_are_matched_both_ways(
    rule: SyncRule,
) -> None:
    sentence = describe_rule(rule, "Company owner", "Owner ID", of_owners=True)
    assert sentence == (
        "Owners are matched by e-mail address with an active Salesforce user: whichever"
        " of Salesforce's Owner ID and HubSpot's Company owner was edited last"
        " overwrites the other, one that is blank or has no match changes nothing, and"
        " on the first link Salesforce's Owner ID wins where it has a match."
    )


def test_of_owners_dont_sync_does_not_sync_either() -> None:
    rule = SyncRule.NONE
    plain = describe_rule(rule, "Company owner", "Owner ID")
    assert describe_rule(rule, "Company owner", "Owner ID", of_owners=True) == plain


def test_the_side_a_rule_favours_comes_first() -> None:
    assert describe_rule(SyncRule.ALWAYS_HUBSPOT, "City", "Town") == (
        "HubSpot's City always overwrites Salesforce's Town, also with a blank, and is"
        " never written."
    )
    assert describe_rule(SyncRule.PREFER_SALESFORCE, "City", "Town").startswith(
        "Salesforce's Town always overwrites HubSpot's City"
    )
