"""What a plan says of a linked account and company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.plan import Skip, Unchanged, Update, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import MINUTE, NOON, a_company, a_mapping, an_account
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.rules.plan import Plan


def test_a_conflict_with_a_value_that_cannot_cross_changes_nothing() -> None:
    """Else the next edit of another value would seem to be the later one."""
    for modified_at in (NOON - MINUTE, NOON + MINUTE):
        made = plan(
            an_account({"Phone__c": "1234"}),
            a_company({"phone": "too long"}, modified_at=modified_at),
            {"phone": "12"},
            [PAIRS["phone"].mapping()],
        )
        assert isinstance(made, Unchanged)
        assert [problem.code for problem in made.problems] == ["too_long"]


def test_a_change_says_what_was_what_will_be_and_what_to_send() -> None:
    made = plan(
        an_account({"Option__c": "Blau"}),
        a_company({"option": "crimson"}),
        {"option": "Rot"},
        [PAIRS["option"].mapping()],
    )
    assert isinstance(made, Update)
    [change] = made.changes
    assert (change.property, change.field) == ("option", "Option__c")
    assert (change.side, change.old, change.new, change.value) == (
        "hubspot",
        "Rot",
        "Blau",
        "blue",
    )
    assert made.agreement == {"option": "Blau"}


@pytest.mark.parametrize(
    ("kind", "there", "here"),
    [
        ("number", 0, "0.0"),
        ("number", 12.5, "12.499999"),
        ("boolean", False, None),
        ("datetime", "2024-04-25T15:50:37.000+0000", "1714060237000"),
        ("day_of_datetime", "2024-04-25T15:50:37.000+0000", "2024-04-25"),
        ("options", "Rot;Blau", "blue;crimson"),
        ("email", "A@b.it", "a@B.it"),
        ("text", "one\r\ntwo", "one\ntwo "),
    ],
)
@pytest.mark.parametrize("rule", list(SyncRule))
def test_values_that_mean_the_same_are_left_alone(
    rule: SyncRule, kind: str, there: object, here: str | None
) -> None:
    pair = PAIRS[kind]
    account = an_account({pair.field.name: there})
    company = a_company({pair.property.name: here})
    made = plan(account, company, None, [pair.mapping(rule)])
    assert isinstance(made, Unchanged)
    assert made.problems == []


def problems_of(made: Plan) -> list[tuple[str, str, str | None]]:
    assert not isinstance(made, Skip)
    return [(it.property, it.code, it.value) for it in made.problems]


def test_a_value_that_cannot_cross_leaves_only_its_own_pair_out() -> None:
    made = plan(
        an_account({"Phone__c": "1", "Text__c": "new"}),
        a_company({"phone": "12345", "text": "old"}),
        {"phone": "1", "text": "old"},
        [PAIRS["phone"].mapping(), PAIRS["text"].mapping()],
    )
    assert isinstance(made, Update)
    assert [change.property for change in made.changes] == ["text"]
    assert problems_of(made) == [("phone", "too_long", "12345")]
    assert made.agreement == {"phone": "1", "text": "new"}


def test_a_first_link_that_fails_stays_a_first_link() -> None:
    made = plan(
        an_account({"Phone__c": None}),
        a_company({"phone": "12345"}),
        None,
        [PAIRS["phone"].mapping()],
    )
    assert problems_of(made) == [("phone", "too_long", "12345")]
    assert isinstance(made, Unchanged)
    assert made.agreement == {}


def test_a_value_nobody_understands_may_still_be_overwritten() -> None:
    made = plan(
        an_account({"Option__c": "Rot"}),
        a_company({"option": "nobody knows"}),
        None,
        [PAIRS["option"].mapping(SyncRule.PREFER_SALESFORCE)],
    )
    assert isinstance(made, Update)
    assert problems_of(made) == []
    assert [(it.old, it.value) for it in made.changes] == [("nobody knows", "red")]


@pytest.mark.parametrize(
    ("fields", "properties", "message"),
    [
        ({}, {"colour": "a"}, "Salesforce did not answer with Colour"),
        ({"Colour__c": "a"}, {}, "HubSpot did not answer with Colour"),
    ],
    ids=["salesforce", "hubspot"],
)
@pytest.mark.parametrize("rule", sorted({*SyncRule} - {SyncRule.NONE}))
def test_a_value_that_was_not_read_is_not_a_blank(
    rule: SyncRule,
    fields: Mapping[str, object],
    properties: Mapping[str, str],
    message: str,
) -> None:
    made = plan(
        an_account(fields), a_company(properties), {"colour": "a"}, [a_mapping(rule)]
    )
    assert isinstance(made, Unchanged)
    assert made.agreement == {"colour": "a"}
    assert [problem.code for problem in made.problems] == ["not_read"]
    assert made.problems[0].message.startswith(message)


def test_the_last_agreement_outlives_a_pause_of_its_pair() -> None:
    made = plan(
        an_account({"Colour__c": "s"}),
        a_company({"colour": "h"}),
        {"colour": "a", "unmapped": "x"},
        [a_mapping(SyncRule.NONE)],
    )
    assert made == Unchanged({"colour": "a"}, [])
