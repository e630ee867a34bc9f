"""Filling a value map by what the options of both sides say (M5)."""

from __future__ import annotations

import pytest

from integrations.records import Field, Option, Property
from integrations.rules.valuemap import suggest_values


def suggested(here: Option, *there: Option) -> str | None:
    property = Property("p", "P", "enumeration", "select", options=(here,))
    field = Field("F", "F", "picklist", options=there)
    return suggest_values(property, field).get(here.value)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Option("BANKING", "Banking"), Option("Banking", "Banking")),
        (
            Option("FOOD_BEVERAGES", "Food & Beverages"),
            Option("F", "Food and Beverage"),
        ),
        (Option("NOT_FOR_PROFIT", "Charity"), Option("Not For Profit", "Verein")),
        (Option("x", "Non-Profit"), Option("y", "non profit")),
        (Option("utilities", "Utilities"), Option("Utilities", "Versorger")),
    ],
    ids=["same", "and", "by-value", "punctuation", "by-value-beside-a-label"],
)
def test_options_that_say_the_same_are_paired(here: Option, there: Option) -> None:
    assert suggested(here, Option("z", "Something else"), there) == there.value


def test_a_label_counts_before_a_value() -> None:
    by_value, by_label = Option("Hot", "Lauwarm"), Option("1", "Hot")
    assert suggested(Option("warm", "Hot"), by_value, by_label) == "1"


def test_the_first_of_two_options_with_one_label_is_taken() -> None:
    assert (
        suggested(Option("hot", "Hot"), Option("1", "Hot"), Option("2", "hot")) == "1"
    )


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Option("hot", "Hot", active=False), Option("Hot", "Hot")),
        (Option("hot", "Hot"), Option("Hot", "Hot", active=False)),
        (Option("hot", "Hot"), Option("Cold", "Cold")),
        (Option("&", "&"), Option("-", "-")),
    ],
    ids=["retired-in-hubspot", "retired-in-salesforce", "different", "no-words"],
)
def test_what_does_not_match_stays_without_a_partner(
    here: Option, there: Option
) -> None:
    assert suggested(here, there) is None
