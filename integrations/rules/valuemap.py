"""The value map of a picklist and a dropdown: filled by their labels, and checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from integrations.rules.problem import Problem, did_you_mean
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from integrations.records import Field, Option, Property

WORD = re.compile(r"[^\W_]+")
SHOWN = 3


def suggest_values(property: Property, field: Field) -> dict[str, str]:
    """The Salesforce value for each HubSpot value that says the same."""
    choices = [option for option in field.options if option.active]
    said = {_said(option.value): option.value for option in reversed(choices)}
    said |= {_said(option.label): option.value for option in reversed(choices)}
    said.pop((), None)
    found = {
        option.value: said.get(_said(option.label)) or said.get(_said(option.value))
        for option in property.options
        if option.active
    }
    return {ours: theirs for ours, theirs in found.items() if theirs}


def _said(text: str) -> tuple[str, ...]:
    """What tells choices apart: not case, punctuation, "and" or a plural's s."""
    words = WORD.findall(text.casefold())
    return tuple(word.removesuffix("s") for word in words if word != "and")


def check_values(
    property: Property, field: Field, rule: SyncRule, values: Mapping[str, str]
) -> Iterator[Problem]:
    if rule is SyncRule.NONE:
        return
    if not values:
        yield Problem(
            "values_missing",
            f"No value of {property.label} has a partner in {field.label} yet: pair at"
            " least one.",
            "values",
        )
        return
    yield from _named(values.keys(), property.options, "HubSpot", property.label)
    yield from _named(set(values.values()), field.options, "Salesforce", field.label)
    if writes_hubspot(rule):
        yield from _unpaired(
            field.options, set(values.values()), "Salesforce", field.label
        )
    if writes_salesforce(rule):
        yield from _unpaired(property.options, values.keys(), "HubSpot", property.label)


def _named(
    used: Collection[str], options: Sequence[Option], crm: str, label: str
) -> Iterator[Problem]:
    known = {option.value: option.active for option in options}
    for value in sorted(used) if known else ():
        if value not in known:
            yield Problem(
                "no_option",
                f"{crm}'s {label} has no option '{value}'."
                + (did_you_mean(value, known) or " Add it there, or remove it here."),
                "values",
            )
        elif not known[value]:
            yield Problem(
                "retired_option",
                f"'{value}' is no longer in use in {crm}'s {label}: activate it there,"
                " or choose another.",
                "values",
                "warning",
            )


def _unpaired(
    options: Sequence[Option],
    paired: Collection[str],
    crm: Literal["Salesforce", "HubSpot"],
    label: str,
) -> Iterator[Problem]:
    left = [o.label for o in options if o.active and o.value not in paired]
    if not left:
        return
    names = ", ".join(f"'{name}'" for name in left[:SHOWN])
    more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    verb = "has" if len(left) == 1 else "have"
    yield Problem(
        "values_unpaired",
        f"{names}{more} of {crm}'s {label} {verb} no partner: records that hold one"
        " become sync errors until you pair it.",
        "values",
        "warning",
    )
