"""A value that one CRM chose by itself: nobody agreed to it, and nothing carries it
over until somebody chooses another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.apart import (
    held,
    is_given,
    last_agreed,
    set_apart,
    set_given,
    together,
)
from integrations.rules.plan import Create, Unchanged, Update, plan
from tests.rules.builders import MINUTE, NOON, a_company, an_account
from tests.rules.pairs import PAIRS, USERS

if TYPE_CHECKING:
    from integrations.rules.plan import Plan

(ADA_HERE, ADA), (BRUNO_HERE, BRUNO) = USERS.items()
PAIR = PAIRS["owner"]
GIVEN = set_given("salesforce", ADA)


def planned(there: str, here: str | None) -> Plan:
    account = an_account({PAIR.field.name: there}, modified_at=NOON + MINUTE)
    company = a_company({PAIR.property.name: here}, modified_at=NOON)
    return plan(account, company, {PAIR.property.name: GIVEN}, [PAIR.mapping()])


@pytest.mark.parametrize("here", [None, "", "9"], ids=["none", "blank", "no-user"])
def test_beside_no_owner_that_is_known_it_stays_and_stays_given(
    here: str | None,
) -> None:
    made = planned(ADA, here)
    assert isinstance(made, Unchanged)
    assert made.agreement == {PAIR.property.name: GIVEN}
    assert not made.problems


@pytest.mark.parametrize(
    ("there", "here", "side", "new"),
    [(BRUNO, None, "hubspot", BRUNO), (ADA, BRUNO_HERE, "salesforce", BRUNO)],
)
def test_one_that_is_chosen_in_either_crm_is_agreed(
    there: str, here: str | None, side: str, new: str
) -> None:
    made = planned(there, here)
    assert isinstance(made, Update)
    (change,) = made.changes
    assert (change.side, change.new) == (side, new)
    assert made.agreement == {PAIR.property.name: new}


def test_the_same_owner_chosen_in_hubspot_is_agreed_without_a_write() -> None:
    made = planned(ADA, ADA_HERE)
    assert isinstance(made, Unchanged)
    assert made.agreement == {PAIR.property.name: ADA}


def test_nobody_agreed_to_it_and_each_side_is_known_by_its_own() -> None:
    assert is_given(GIVEN)
    assert last_agreed(GIVEN) is None
    assert (held(GIVEN, "salesforce"), held(GIVEN, "hubspot")) == (ADA, None)
    assert not is_given(set_apart("a", "salesforce", "b"))
    assert not is_given("a")


def test_a_resync_leaves_it_given() -> None:
    assert together({"owner": GIVEN}) == {"owner": GIVEN}


@pytest.mark.parametrize(("text", "is_held"), [("x" * 300, True), ("x", False)])
def test_an_account_waits_while_one_value_cannot_cross(
    text: str,
    is_held: bool,  # noqa: FBT001
) -> None:
    pair = PAIRS["text"]
    company = a_company({pair.property.name: text})
    made = plan(None, company, None, [pair.mapping()])
    assert isinstance(made, Create)
    assert made.is_held_back == is_held
