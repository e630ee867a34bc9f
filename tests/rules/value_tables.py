"""Tables of docs/rules.md about values: who wins, what fits, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from integrations.rules.kinds import FITTING
from integrations.rules.plan import Skip, Update, plan
from integrations.rules.rule import SyncRule
from tests.rules.builders import (
    MINUTE,
    NOON,
    a_company,
    a_field,
    a_mapping,
    a_property,
    an_account,
)
from tests.rules.tables import table

if TYPE_CHECKING:
    from integrations.rules.mapping import FieldMapping
    from integrations.rules.plan import Change

RULE_NAMES = {
    SyncRule.PREFER_SALESFORCE: "Prefer Salesforce unless blank",
    SyncRule.ALWAYS_SALESFORCE: "Always use Salesforce",
    SyncRule.TWO_WAY: "Two-way",
    SyncRule.PREFER_HUBSPOT: "Prefer HubSpot unless blank",
    SyncRule.ALWAYS_HUBSPOT: "Always use HubSpot",
    SyncRule.NONE: "Don't sync",
}
INDUSTRY = a_mapping(
    property=a_property(
        "industry", "enumeration", "select", options=("RETAIL", "OTHER")
    ),
    field=a_field(
        "Industry", "picklist", options=("Retail",), retired=("Other",), restricted=True
    ),
    values={"RETAIL": "Retail", "OTHER": "Other"},
)
CITY_NAME = a_mapping(property=a_property("city"), field=a_field("City", length=40))
EMPLOYEES = a_mapping(
    property=a_property("employees", "number", "number"),
    field=a_field("Employees", "double", precision=18, scale=2),
)
FOUNDED = a_mapping(
    property=a_property("founded", "date", "date"), field=a_field("Founded", "date")
)
REFUSED: tuple[tuple[str, FieldMapping, str], ...] = (
    ("A choice without a partner", INDUSTRY, "APPAREL"),
    ("A choice retired in Salesforce", INDUSTRY, "OTHER"),
    ("A text one character too long", CITY_NAME, "L" * 41),
    ("Letters for a number", EMPLOYEES, "about 50"),
    ("A number with 18 digits", EMPLOYEES, "123456789012345678"),
    ("A date Salesforce cannot hold", FOUNDED, "1699-12-31"),
)


class Case(NamedTuple):
    """Values of both sides and of the last agreement; "" stands for never agreed."""

    words: str
    salesforce: str | None
    hubspot: str | None
    agreed: str | None
    hubspot_later: bool = False


CASES = (
    Case("Edited in Salesforce", "new", "old", "old"),
    Case("Edited in HubSpot", "old", "new", "old"),
    Case("Edited in both, HubSpot last", "s", "h", "old", hubspot_later=True),
    Case("Edited in both, Salesforce last or at once", "s", "h", "old"),
    Case("Cleared in Salesforce", None, "old", "old"),
    Case("Cleared in HubSpot", "old", None, "old"),
    Case("Blank in both, then filled in Salesforce", "new", None, None),
    Case("Blank in both, then filled in HubSpot", None, "new", None),
    Case("First link, filled in both", "s", "h", ""),
    Case("First link, filled in Salesforce alone", "s", None, ""),
    Case("First link, filled in HubSpot alone", None, "h", ""),
)


def sync_rules() -> str:
    rows = (
        (case.words, *(_settled(rule, case) for rule in RULE_NAMES)) for case in CASES
    )
    return table(("What happened", *RULE_NAMES.values()), rows)


def _settled(rule: SyncRule, case: Case) -> str:
    edited_at = NOON + MINUTE if case.hubspot_later else NOON
    made = plan(
        an_account({"Colour__c": case.salesforce}),
        a_company({"colour": case.hubspot}, modified_at=edited_at),
        {} if case.agreed == "" else {"colour": case.agreed},
        [a_mapping(rule)],
    )
    return _in_words(made.changes[0]) if isinstance(made, Update) else "nothing"


def _in_words(change: Change) -> str:
    crms = {"salesforce": "Salesforce", "hubspot": "HubSpot"}
    target = crms.pop(change.side)
    if change.new is None:
        return f"{target} is cleared"
    return f"{target} gets {crms.popitem()[1]}'s"


def types() -> str:
    rows = ((f"`{name}`", ", ".join(kinds)) for name, kinds in FITTING.items())
    return table(("Salesforce field", "HubSpot property"), rows)


def refusals() -> str:
    rows = ((words, _refusal(mapping, value)) for words, mapping, value in REFUSED)
    return table(("In HubSpot", "The error"), rows)


def _refusal(mapping: FieldMapping, value: str) -> str:
    account = an_account({mapping.field.name: None})
    company = a_company({mapping.property.name: value})
    made = plan(account, company, {}, [mapping])
    return "" if isinstance(made, Skip) else made.problems[0].message
