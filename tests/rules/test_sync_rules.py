"""The table of sync rules (M2), cell by cell."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from integrations.rules.plan import Update, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import MINUTE, NOON, a_company, a_mapping, an_account

if TYPE_CHECKING:
    from integrations.rules.rule import Side

NEVER = "never agreed"

PREFER_SALESFORCE = SyncRule.PREFER_SALESFORCE
ALWAYS_SALESFORCE = SyncRule.ALWAYS_SALESFORCE
TWO_WAY = SyncRule.TWO_WAY
NONE = SyncRule.NONE
PREFER_HUBSPOT = SyncRule.PREFER_HUBSPOT
ALWAYS_HUBSPOT = SyncRule.ALWAYS_HUBSPOT


def settled(
    rule: SyncRule,
    salesforce: str | None,
    hubspot: str | None,
    agreed: str | None,
    *,
    account_later: bool = False,
    company_later: bool = False,
) -> tuple[str | None, str | None]:
    """What Salesforce and HubSpot hold once the plan is applied."""
    made = plan(
        an_account(
            {"Colour__c": salesforce}, modified_at=NOON + account_later * MINUTE
        ),
        a_company({"colour": hubspot}, modified_at=NOON + company_later * MINUTE),
        {} if agreed == NEVER else {"colour": agreed},
        [a_mapping(rule)],
    )
    holds: dict[Side, str | None] = {"salesforce": salesforce, "hubspot": hubspot}
    if isinstance(made, Update):
        for change in made.changes:
            holds[change.side] = change.new
    return holds["salesforce"], holds["hubspot"]


CELLS = [
    # rule, agreed, Salesforce's, HubSpot's, what both then hold, the cell of the table
    (PREFER_SALESFORCE, "a", "s", "a", "s", "salesforce-changed"),
    (PREFER_SALESFORCE, "a", "a", "h", "a", "hubspot-changed"),
    (PREFER_SALESFORCE, "a", "s", "h", "s", "both-changed"),
    (PREFER_SALESFORCE, None, None, "h", "h", "hubspot-fills-a-lasting-blank"),
    (PREFER_SALESFORCE, None, "s", "h", "s", "both-fill-a-blank"),
    (PREFER_SALESFORCE, "a", None, "a", None, "cleared-in-salesforce"),
    (PREFER_SALESFORCE, "a", None, "h", None, "cleared-against-an-edit"),
    (PREFER_SALESFORCE, "a", "a", None, "a", "cleared-in-hubspot"),
    (PREFER_SALESFORCE, NEVER, "s", "h", "s", "first-link-both-filled"),
    (PREFER_SALESFORCE, NEVER, "s", None, "s", "first-link-only-salesforce"),
    (PREFER_SALESFORCE, NEVER, None, "h", "h", "first-link-only-hubspot"),
    (ALWAYS_SALESFORCE, "a", "s", "a", "s", "salesforce-changed"),
    (ALWAYS_SALESFORCE, "a", "a", "h", "a", "hubspot-changed"),
    (ALWAYS_SALESFORCE, None, None, "h", None, "hubspot-fills-a-lasting-blank"),
    (ALWAYS_SALESFORCE, "a", None, "a", None, "cleared-in-salesforce"),
    (ALWAYS_SALESFORCE, "a", "a", None, "a", "cleared-in-hubspot"),
    (ALWAYS_SALESFORCE, NEVER, "s", "h", "s", "first-link-both-filled"),
    (ALWAYS_SALESFORCE, NEVER, None, "h", None, "first-link-only-hubspot"),
    (TWO_WAY, "a", "s", "a", "s", "salesforce-changed"),
    (TWO_WAY, "a", "a", "h", "h", "hubspot-changed"),
    (TWO_WAY, None, "s", None, "s", "salesforce-fills"),
    (TWO_WAY, None, None, "h", "h", "hubspot-fills"),
    (TWO_WAY, "a", None, "a", None, "cleared-in-salesforce"),
    (TWO_WAY, "a", "a", None, None, "cleared-in-hubspot"),
    (TWO_WAY, "a", "s", "h", "s", "both-changed-at-the-same-time"),
    (TWO_WAY, NEVER, "s", "h", "s", "first-link-both-filled"),
    (TWO_WAY, NEVER, "s", None, "s", "first-link-only-salesforce"),
    (TWO_WAY, NEVER, None, "h", "h", "first-link-only-hubspot"),
]


@pytest.mark.parametrize(
    ("rule", "agreed", "salesforce", "hubspot", "shared"),
    [pytest.param(*cell[:5], id=f"{cell[0]}-{cell[5]}") for cell in CELLS],
)
def test_each_cell_of_the_table_holds(
    rule: SyncRule,
    agreed: str | None,
    salesforce: str | None,
    hubspot: str | None,
    shared: str | None,
) -> None:
    assert settled(rule, salesforce, hubspot, agreed) == (shared, shared)


ALL_CASES = list(product((None, "a", "s"), (None, "a", "h"), (NEVER, None, "a")))


@pytest.mark.parametrize(
    ("mirror", "image"),
    [(PREFER_HUBSPOT, PREFER_SALESFORCE), (ALWAYS_HUBSPOT, ALWAYS_SALESFORCE)],
)
def test_the_rules_that_favour_hubspot_are_mirror_images(
    mirror: SyncRule, image: SyncRule
) -> None:
    for salesforce, hubspot, agreed in ALL_CASES:
        expected = settled(image, hubspot, salesforce, agreed)
        assert settled(mirror, salesforce, hubspot, agreed) == expected[::-1]


def test_a_pair_that_does_not_sync_is_never_touched() -> None:
    for salesforce, hubspot, agreed in ALL_CASES:
        assert settled(NONE, salesforce, hubspot, agreed) == (salesforce, hubspot)


@pytest.mark.parametrize(
    ("account_later", "company_later", "shared"),
    [
        pytest.param(True, False, "s", id="salesforce"),
        pytest.param(False, True, "h", id="hubspot"),
        pytest.param(True, True, "s", id="equal"),
    ],
)
def test_two_edits_of_one_value_end_with_the_later(
    *, account_later: bool, company_later: bool, shared: str
) -> None:
    assert settled(
        TWO_WAY,
        "s",
        "h",
        "a",
        account_later=account_later,
        company_later=company_later,
    ) == (shared, shared)


def test_the_later_edit_does_not_matter_on_the_first_link() -> None:
    assert settled(TWO_WAY, "s", "h", NEVER, company_later=True) == ("s", "s")


def test_a_propertys_own_edit_time_counts_before_its_companys() -> None:
    made = plan(
        an_account({"Colour__c": "s"}, modified_at=NOON + MINUTE),
        a_company(
            {"colour": "h"},
            modified_at=NOON + 2 * MINUTE,
            edited_at={"colour": NOON},
        ),
        {"colour": "a"},
        [a_mapping()],
    )
    assert isinstance(made, Update)
    assert [(it.side, it.new) for it in made.changes] == [("hubspot", "s")]
