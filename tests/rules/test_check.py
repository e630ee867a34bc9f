"""What is said against a mapping before it is saved, and where (M6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.rules.check import check
from integrations.rules.rule import SyncRule
from tests.rules.builders import a_field, a_property
from tests.rules.pairs import PAIRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.records import Field, Property
    from integrations.rules.check import Problem

SHADE = a_property("shade", "enumeration", "select", options=("red", "blue"))
FARBE = a_field("Farbe__c", "picklist", options=("Rot", "Blau"))
BOTH = {"red": "Rot", "blue": "Blau"}


def problems(
    property: Property | None = None,
    field: Field | None = None,
    rule: SyncRule = SyncRule.TWO_WAY,
    values: Mapping[str, str] | None = None,
) -> list[Problem]:
    return check(
        property,
        field,
        rule,
        values or {},
        property_name=property.name if property else "colour",
        field_name=field.name if field else "Colour__c",
        known_properties=["name", "colours"],
        known_fields=["Name", "Colour2__c"],
    )


def said(found: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.at, problem.code, problem.severity) for problem in found]


@pytest.mark.parametrize("rule", list(SyncRule))
def test_a_pair_of_plain_text_may_have_any_rule(rule: SyncRule) -> None:
    assert problems(a_property(), a_field(), rule) == []


def test_a_property_and_a_field_that_are_gone_are_named_with_a_near_one() -> None:
    found = problems()
    assert said(found) == [
        ("property", "property_missing", "error"),
        ("field", "field_missing", "error"),
    ]
    assert [problem.message for problem in found] == [
        "HubSpot has no company property 'colour'. Did you mean 'colours'?",
        "Salesforce has no account field 'Colour__c'. Did you mean 'Colour2__c'?",
    ]


def test_what_is_mapped_already_is_not_hinted_at() -> None:
    found = check(
        None,
        None,
        SyncRule.TWO_WAY,
        {},
        property_name="colour",
        field_name="Colour__c",
        taken_properties=["colours"],
        taken_fields=["Colour2__c"],
        known_properties=["name", "colours"],
        known_fields=["Name", "Colour2__c"],
    )
    assert said(found) == [
        ("property", "property_missing", "error"),
        ("field", "field_missing", "error"),
    ]
    assert not [it.message for it in found if "Did you mean" in it.message]


def test_without_a_near_name_the_message_says_what_to_do() -> None:
    found = check(
        None, None, SyncRule.TWO_WAY, {}, property_name="colour", field_name="Colour__c"
    )
    assert [problem.message for problem in found] == [
        "HubSpot has no company property 'colour'. Create it there, or choose another.",
        "Salesforce has no account field 'Colour__c'. Create it there, let the"
        " integration user see it, or choose another.",
    ]


def test_nothing_is_mapped_twice() -> None:
    found = check(
        a_property(),
        a_field(),
        SyncRule.TWO_WAY,
        {},
        property_name="colour",
        field_name="Colour__c",
        taken_properties={"colour"},
        taken_fields={"Colour__c"},
    )
    assert said(found) == [
        ("property", "property_taken", "error"),
        ("field", "field_taken", "error"),
    ]


def test_types_that_differ_are_an_error_that_names_fitting_types() -> None:
    [problem] = problems(a_property("size", "number", "number"), a_field())
    assert (problem.at, problem.code) == ("field", "types_differ")
    assert problem.message == (
        "Size is a number property and Colour a Text field: choose a field of type"
        " Number, Currency or Percent."
    )


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (SyncRule.PREFER_SALESFORCE, False),
        (SyncRule.ALWAYS_SALESFORCE, True),
        (SyncRule.TWO_WAY, False),
        (SyncRule.NONE, True),
        (SyncRule.PREFER_HUBSPOT, False),
        (SyncRule.ALWAYS_HUBSPOT, False),
    ],
)
@pytest.mark.parametrize("calculated", [True, False], ids=["formula", "read-only"])
def test_a_field_that_cannot_be_written_admits_only_rules_that_never_write_it(
    rule: SyncRule, *, allowed: bool, calculated: bool
) -> None:
    field = a_field(writable=calculated, calculated=calculated)
    expected = [] if allowed else [("rule", "field_read_only", "error")]
    assert said(problems(a_property(), field, rule)) == expected


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (SyncRule.PREFER_SALESFORCE, False),
        (SyncRule.ALWAYS_SALESFORCE, False),
        (SyncRule.TWO_WAY, False),
        (SyncRule.NONE, True),
        (SyncRule.PREFER_HUBSPOT, False),
        (SyncRule.ALWAYS_HUBSPOT, True),
    ],
)
@pytest.mark.parametrize("calculated", [True, False], ids=["formula", "read-only"])
def test_a_property_that_cannot_be_written_admits_only_rules_that_never_write_it(
    rule: SyncRule, *, allowed: bool, calculated: bool
) -> None:
    property = a_property(read_only=not calculated, calculated=calculated)
    expected = [] if allowed else [("rule", "property_read_only", "error")]
    assert said(problems(property, a_field(), rule)) == expected


def test_a_pair_that_does_not_fit_is_told_that_it_is_read_only_too_and_first() -> None:
    number = a_property("size", "number", "number", read_only=True)
    found = problems(number, a_field())
    assert said(found) == [
        ("rule", "property_read_only", "error"),
        ("field", "types_differ", "error"),
    ]
    assert "HubSpot's Size is read-only" in found[0].message


@pytest.mark.parametrize("rule", [it for it in SyncRule if it is not SyncRule.NONE])
def test_two_that_are_both_read_only_are_sent_to_no_rule_that_fails_too(
    rule: SyncRule,
) -> None:
    [problem] = problems(a_property(read_only=True), a_field(writable=False), rule)
    assert (problem.at, problem.code) == ("rule", "both_read_only")
    assert problem.message == (
        "HubSpot's Colour and Salesforce's Colour are both read-only: choose another"
        " property, another field, or Don't sync."
    )


def test_a_property_of_a_type_that_cannot_be_mapped_is_refused_at_the_property() -> (
    None
):
    [problem] = problems(a_property("shade", "json", "text"), a_field())
    assert (problem.at, problem.code) == ("property", "types_differ")


@pytest.mark.parametrize(
    ("rule", "warned"),
    [
        (SyncRule.TWO_WAY, False),
        (SyncRule.NONE, False),
        (SyncRule.PREFER_SALESFORCE, True),
        (SyncRule.ALWAYS_HUBSPOT, True),
    ],
)
def test_another_rule_for_owners_is_a_warning(rule: SyncRule, *, warned: bool) -> None:
    owner = PAIRS["owner"]
    expected = [("rule", "owner_rule", "warning")] if warned else []
    assert said(problems(owner.property, owner.field, rule)) == expected


def test_a_whole_value_map_is_fine() -> None:
    assert problems(SHADE, FARBE, values=BOTH) == []


def test_a_pair_of_choices_without_a_value_map_is_an_error() -> None:
    assert said(problems(SHADE, FARBE)) == [("values", "values_missing", "error")]


def test_a_pair_that_does_not_sync_needs_no_value_map() -> None:
    assert problems(SHADE, FARBE, SyncRule.NONE) == []


def test_a_value_map_names_real_options() -> None:
    found = problems(SHADE, FARBE, values={**BOTH, "bleu": "Blau", "green": "Rott"})
    assert [problem.message for problem in found] == [
        "HubSpot's Shade has no option 'bleu'. Did you mean 'blue'?",
        "HubSpot's Shade has no option 'green'. Add it there, or remove it here.",
        "Salesforce's Farbe has no option 'Rott'. Did you mean 'Rot'?",
    ]
    assert {problem.severity for problem in found} == {"error"}


def test_an_option_no_longer_in_use_is_a_warning() -> None:
    field = a_field("Farbe__c", "picklist", options=("Rot",), retired=("Blau",))
    found = problems(SHADE, field, values=BOTH)
    assert said(found) == [("values", "retired_option", "warning")]


@pytest.mark.parametrize(
    ("rule", "sides"),
    [
        (SyncRule.TWO_WAY, ["Salesforce", "HubSpot"]),
        (SyncRule.PREFER_SALESFORCE, ["Salesforce", "HubSpot"]),
        (SyncRule.ALWAYS_SALESFORCE, ["Salesforce"]),
        (SyncRule.ALWAYS_HUBSPOT, ["HubSpot"]),
    ],
)
def test_options_that_would_fail_in_a_direction_of_the_rule_are_a_warning(
    rule: SyncRule, sides: list[str]
) -> None:
    found = problems(SHADE, FARBE, rule, {"red": "Rot"})
    assert {problem.severity for problem in found} == {"warning"}
    for problem, side in zip(found, sides, strict=True):
        assert f"of {side}'s" in problem.message


def test_a_long_list_of_unpaired_options_is_cut_short() -> None:
    field = a_field("Farbe__c", "picklist", options=("Rot", "A", "B", "C", "D", "E"))
    [problem] = problems(SHADE, field, SyncRule.ALWAYS_SALESFORCE, {"red": "Rot"})
    assert problem.message == (
        "'A', 'B', 'C' and 2 more of Salesforce's Farbe have no partner: records that"
        " hold one become sync errors until you pair them."
    )
