"""Owners nobody matches and blank checkboxes: what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.plan import Create, Unchanged, Update, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import MINUTE, NOON, a_company, an_account
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from integrations.rules.values import Canonical

NEVER = "never agreed"

PREFER_SALESFORCE = SyncRule.PREFER_SALESFORCE
ALWAYS_SALESFORCE = SyncRule.ALWAYS_SALESFORCE
TWO_WAY = SyncRule.TWO_WAY
NONE = SyncRule.NONE
PREFER_HUBSPOT = SyncRule.PREFER_HUBSPOT
ALWAYS_HUBSPOT = SyncRule.ALWAYS_HUBSPOT


U1, U2, STRANGER = "0055500001QdQWaAAN", "0055500001QdQWcAAN", "0055500001QdQWbAAN"

OWNER_CASES = [
    # agreed, Salesforce's, HubSpot's, what is written
    (NEVER, U1, None, [("hubspot", "77")], "first-link-takes-salesforces"),
    (NEVER, U1, "78", [("hubspot", "77")], "first-link-salesforce-wins"),
    (NEVER, U1, "79", [("hubspot", "77")], "first-link-with-a-stranger-in-hubspot"),
    (NEVER, STRANGER, "78", [], "first-link-with-a-stranger-in-salesforce"),
    (NEVER, STRANGER, "79", [], "first-link-of-strangers"),
    (U1, U2, "77", [("hubspot", "78")], "salesforce-changed"),
    (U1, U1, "78", [("salesforce", U2)], "hubspot-changed"),
    (U1, U1, "79", [], "hubspot-chose-a-stranger"),
    (U1, U1, None, [], "cleared-in-hubspot"),
    (U1, STRANGER, "77", [], "salesforce-chose-a-stranger"),
    (U1, STRANGER, "78", [("salesforce", U2)], "hubspot-changed-beside-a-stranger"),
    (U1, U2, "79", [("hubspot", "78")], "salesforce-changed-beside-a-stranger"),
]


@pytest.mark.parametrize(
    ("agreed", "there", "here", "written"),
    [pytest.param(*case[:4], id=case[4]) for case in OWNER_CASES],
)
def test_an_owner_nobody_matches_keeps_the_other_sides_last(
    agreed: str, there: str, here: str | None, written: list[tuple[str, str]]
) -> None:
    made = plan(
        an_account({"OwnerId": there}),
        a_company({"hubspot_owner_id": here}),
        {} if agreed == NEVER else {"hubspot_owner_id": agreed},
        [PAIRS["owner"].mapping()],
    )
    assert isinstance(made, Update | Unchanged)
    changes = made.changes if isinstance(made, Update) else []
    assert [(it.side, it.value) for it in changes] == written
    assert made.problems == []


def test_an_edit_counts_again_after_a_first_link_with_a_stranger() -> None:
    mappings = [PAIRS["owner"].mapping()]
    account = an_account({"OwnerId": STRANGER})
    first = plan(account, a_company({"hubspot_owner_id": "77"}), None, mappings)
    assert isinstance(first, Unchanged)
    company = a_company({"hubspot_owner_id": "78"})
    second = plan(account, company, first.agreement, mappings)
    assert isinstance(second, Update)
    assert [(it.side, it.value) for it in second.changes] == [("salesforce", U2)]


def test_a_new_account_takes_the_owner_of_its_company() -> None:
    company = a_company({"hubspot_owner_id": "78"})
    made = plan(None, company, None, [PAIRS["owner"].mapping()])
    assert isinstance(made, Create)
    assert [(it.side, it.value) for it in made.changes] == [("salesforce", U2)]


def test_a_new_account_whose_owner_nobody_matches_is_left_to_the_default() -> None:
    company = a_company({"hubspot_owner_id": "79"})
    made = plan(None, company, None, [PAIRS["owner"].mapping()])
    assert isinstance(made, Create)
    assert made.changes == []
    assert made.problems == []


CHECKBOX_CASES = [
    # rule, agreed, Salesforce's, HubSpot's, what is written
    (TWO_WAY, "true", True, None, [("salesforce", False)], "cleared-is-unticked"),
    (TWO_WAY, NEVER, True, None, [("hubspot", "true")], "never-set-takes-the-tick"),
    (TWO_WAY, "false", True, None, [("hubspot", "true")], "ticked-since"),
    (PREFER_HUBSPOT, NEVER, True, None, [("hubspot", "true")], "blank-is-not-false"),
    (PREFER_HUBSPOT, NEVER, True, "false", [("salesforce", False)], "false-wins"),
    (ALWAYS_HUBSPOT, NEVER, True, None, [("salesforce", False)], "also-with-blanks"),
    (PREFER_SALESFORCE, "true", False, "true", [("hubspot", "false")], "unticked"),
]


@pytest.mark.parametrize(
    ("rule", "agreed", "there", "here", "written"),
    [pytest.param(*case[:5], id=case[5]) for case in CHECKBOX_CASES],
)
def test_a_blank_checkbox_in_hubspot_is_an_unticked_one(
    rule: SyncRule,
    agreed: Canonical,
    *,
    there: bool,
    here: str | None,
    written: list[tuple[str, object]],
) -> None:
    made = plan(
        an_account({"Boolean__c": there}),
        a_company({"boolean": here}, modified_at=NOON + MINUTE),
        {} if agreed == NEVER else {"boolean": agreed},
        [PAIRS["boolean"].mapping(rule)],
    )
    assert isinstance(made, Update)
    assert [(it.side, it.value) for it in made.changes] == written
