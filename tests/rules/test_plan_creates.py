"""What a plan says while one of the two is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.plan import Create, FieldProblem, Skip, Unchanged, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import a_company, a_field, a_mapping, a_property, an_account
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from integrations.records import Account, Company

NEVER = "never agreed"

PREFER_SALESFORCE = SyncRule.PREFER_SALESFORCE
ALWAYS_SALESFORCE = SyncRule.ALWAYS_SALESFORCE
TWO_WAY = SyncRule.TWO_WAY
NONE = SyncRule.NONE
PREFER_HUBSPOT = SyncRule.PREFER_HUBSPOT
ALWAYS_HUBSPOT = SyncRule.ALWAYS_HUBSPOT


ACCOUNT = an_account({"Name": "Acme"})
COMPANY = a_company({"name": "Acme"})
NAME = a_mapping(PREFER_SALESFORCE, a_property("name"), a_field("Name", required=True))


@pytest.mark.parametrize(
    ("account", "company", "reason"),
    [
        (an_account({}, is_deleted=True), COMPANY, "account_deleted"),
        (an_account({}, is_deleted=True), None, "account_deleted"),
        (ACCOUNT, a_company({}, archived=True), "company_deleted"),
        (None, a_company({}, archived=True), "company_deleted"),
        (None, None, "no_record"),
    ],
    ids=["account", "lone-account", "company", "lone-company", "nothing"],
)
def test_a_deleted_record_is_skipped(
    account: Account | None, company: Company | None, reason: str
) -> None:
    made = plan(account, company, {}, [NAME])
    assert isinstance(made, Skip)
    assert made.reason == reason


def test_an_account_without_a_company_becomes_one() -> None:
    account = an_account({"Name": "Acme", "Phone__c": None, "Colour__c": "red"})
    mappings = [NAME, PAIRS["phone"].mapping(), a_mapping(NONE)]
    made = plan(account, None, None, mappings)
    assert isinstance(made, Create)
    assert made.side == "hubspot"
    assert [(it.side, it.property, it.value) for it in made.changes] == [
        ("hubspot", "name", "Acme")
    ]
    assert made.agreement == {"name": "Acme", "phone": None}


@pytest.mark.parametrize("rule", [PREFER_HUBSPOT, TWO_WAY, ALWAYS_SALESFORCE])
def test_a_new_company_takes_what_its_rules_let_it_take(rule: SyncRule) -> None:
    made = plan(an_account({"Colour__c": "red"}), None, None, [a_mapping(rule)])
    assert isinstance(made, Create)
    assert [(it.side, it.value) for it in made.changes] == [("hubspot", "red")]


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        (PREFER_SALESFORCE, ["false"]),
        (ALWAYS_SALESFORCE, ["false"]),
        (TWO_WAY, ["false"]),
        (PREFER_HUBSPOT, ["false"]),
        (ALWAYS_HUBSPOT, []),
    ],
)
def test_a_new_company_is_told_that_a_box_is_not_ticked(
    rule: SyncRule, written: list[str]
) -> None:
    mapping = PAIRS["boolean"].mapping(rule)
    made = plan(an_account({"Boolean__c": False}), None, None, [mapping])
    assert isinstance(made, Create)
    assert [(it.side, it.value) for it in made.changes] == [
        ("hubspot", value) for value in written
    ]
    assert made.agreement == {"boolean": "false"}


@pytest.mark.parametrize("rule", [PREFER_SALESFORCE, TWO_WAY, PREFER_HUBSPOT])
def test_a_company_that_is_there_is_not_told_so(rule: SyncRule) -> None:
    mapping = PAIRS["boolean"].mapping(rule)
    account = an_account({"Boolean__c": False})
    made = plan(account, a_company({"boolean": None}), None, [mapping])
    assert isinstance(made, Unchanged)


def test_a_new_company_under_always_use_hubspot_clears_the_field() -> None:
    mapping = a_mapping(ALWAYS_HUBSPOT)
    made = plan(an_account({"Colour__c": "red"}), None, None, [mapping])
    assert isinstance(made, Create)
    assert [(it.side, it.value) for it in made.changes] == [("salesforce", None)]


def test_what_was_agreed_with_a_lost_partner_does_not_blank_the_other() -> None:
    mapping = a_mapping(TWO_WAY, NAME.property, NAME.field)
    made = plan(ACCOUNT, None, {"name": "Acme"}, [mapping])
    assert isinstance(made, Create)
    assert [(it.side, it.value) for it in made.changes] == [("hubspot", "Acme")]


def test_a_company_without_an_account_becomes_one() -> None:
    made = plan(None, COMPANY, None, [NAME])
    assert isinstance(made, Create)
    assert made.side == "salesforce"
    assert [(it.field, it.value) for it in made.changes] == [("Name", "Acme")]
    assert made.problems == []


@pytest.mark.parametrize(
    ("rule", "name"),
    [(PREFER_SALESFORCE, None), (ALWAYS_SALESFORCE, "Acme"), (NONE, "Acme")],
)
def test_a_new_account_without_a_required_value_is_a_problem(
    rule: SyncRule, name: str | None
) -> None:
    mapping = a_mapping(rule, NAME.property, NAME.field)
    made = plan(None, a_company({"name": name}), None, [mapping])
    assert isinstance(made, Create)
    assert made.problems == [
        FieldProblem(
            "name",
            "Name",
            "required_missing",
            "Salesforce's Name is required: fill in HubSpot's Name.",
            None,
        )
    ]


def test_a_required_value_that_cannot_cross_is_one_problem_not_two() -> None:
    made = plan(None, a_company({"name": "x" * 256}), None, [NAME])
    assert isinstance(made, Create)
    assert [problem.code for problem in made.problems] == ["too_long"]
