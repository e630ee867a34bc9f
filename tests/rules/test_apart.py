"""Two sides that an undo set apart: left so until an edit, then by the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.rules.apart import Apart, base, held, set_apart, together
from integrations.rules.plan import Skip, Unchanged, Update, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import MINUTE, NOON, a_company, an_account
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from integrations.rules.plan import Plan

VALUES = st.sampled_from([None, "a", "b", "c"])
RULES = [rule for rule in SyncRule if rule is not SyncRule.NONE]
PAIR = PAIRS["text"]
APART: Apart = {"agreed": "ours", "hubspot": "theirs"}


def planned(
    there: str | None, here: str | None, rule: SyncRule, apart: Apart = APART
) -> Plan:
    """The account is the later edit of the two."""
    account = an_account({PAIR.field.name: there}, modified_at=NOON + MINUTE)
    company = a_company({PAIR.property.name: here}, modified_at=NOON)
    return plan(account, company, {PAIR.property.name: apart}, [PAIR.mapping(rule)])


@given(VALUES, VALUES, st.sampled_from(["salesforce", "hubspot"]), st.data())
def test_what_an_undo_set_apart_is_left_so(
    agreed: str | None, back: str | None, side: str, data: st.DataObject
) -> None:
    apart: Apart = {"agreed": agreed, side: back}
    there, here = held(apart, "salesforce"), held(apart, "hubspot")
    made = planned(there, here, data.draw(st.sampled_from(RULES)), apart)
    assert isinstance(made, Unchanged)
    if there != here:
        assert made.agreement == {PAIR.property.name: apart}


@given(VALUES, VALUES, st.sampled_from(RULES))
def test_after_an_edit_of_either_side_both_agree_again(
    there: str | None, here: str | None, rule: SyncRule
) -> None:
    made = planned(there, here, rule)
    assert not isinstance(made, Skip)
    (agreed,) = made.agreement.values()
    assert not isinstance(agreed, dict)


@pytest.mark.parametrize(
    ("rule", "there", "here", "expected"),
    [
        (SyncRule.TWO_WAY, "edited", "theirs", "edited"),
        (SyncRule.TWO_WAY, "ours", "edited", "edited"),
        (SyncRule.TWO_WAY, "later", "earlier", "later"),
        (SyncRule.TWO_WAY, "ours", None, None),
        (SyncRule.PREFER_SALESFORCE, "ours", "edited", "ours"),
        (SyncRule.PREFER_SALESFORCE, None, "theirs", None),
        (SyncRule.ALWAYS_HUBSPOT, "edited", "theirs", "theirs"),
    ],
)
def test_a_later_edit_syncs_by_the_rule(
    rule: SyncRule, there: str | None, here: str | None, expected: str | None
) -> None:
    made = planned(there, here, rule)
    assert isinstance(made, Update)
    assert [change.new for change in made.changes] == [expected]


def test_sides_that_meet_again_are_together() -> None:
    made = planned("theirs", "theirs", SyncRule.TWO_WAY)
    assert isinstance(made, Unchanged)
    assert made.agreement == {PAIR.property.name: "theirs"}


def test_each_side_is_remembered_by_its_own_value() -> None:
    apart = set_apart("ours", "salesforce", None)
    assert (held(apart, "salesforce"), held(apart, "hubspot")) == (None, "ours")
    assert held("both", "hubspot") == "both"
    assert base("both", "x", "y") == "both"


def test_put_together_the_side_put_back_counts_as_edited() -> None:
    assert together({"a": APART, "b": "same"}) == {"a": "ours", "b": "same"}
    assert together(None) is None
