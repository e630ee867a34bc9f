"""The value map of a picklist and a dropdown: filled by their labels, and checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from integrations.rules.problem import Problem, did_you_mean
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce
from integrations.said import said, said_as, said_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from integrations.records import Field, Option, Property

WORD = re.compile(r"[^\W_]+")
SHOWN = 3


def suggest_values(property: Property, field: Field) -> dict[str, str]:
    """The Salesforce value for each HubSpot value that says the same."""
    choices = [option for option in field.options if option.active]
    found = {_plain(option.value): option.value for option in reversed(choices)}
    found |= {_plain(option.label): option.value for option in reversed(choices)}
    found.pop((), None)
    partners = {
        option.value: found.get(_plain(option.label)) or found.get(_plain(option.value))
        for option in property.options
        if option.active
    }
    return {ours: theirs for ours, theirs in partners.items() if theirs}


def _plain(text: str) -> tuple[str, ...]:
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
            said(
                "No value of %(property)s has a partner in %(field)s yet: pair at least"
                " one.",
                property=property.label,
                field=field.label,
            ),
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
        named = {"crm": crm, "label": label, "value": value}
        if value not in known:
            missing = said("%(crm)s's %(label)s has no option '%(value)s'.", **named)
            hint = did_you_mean(value, known) or said(
                "Add it there, or remove it here."
            )
            yield Problem("no_option", f"{missing} {hint}", "values")
        elif not known[value]:
            message = said(
                "'%(value)s' is no longer in use in %(crm)s's %(label)s: activate it"
                " there, or choose another.",
                **named,
            )
            yield Problem("retired_option", message, "values", "warning")


def _unpaired(
    options: Sequence[Option],
    paired: Collection[str],
    crm: Literal["Salesforce", "HubSpot"],
    label: str,
) -> Iterator[Problem]:
    left = [o.label for o in options if o.active and o.value not in paired]
    if not left:
        return
    message = said_of(
        len(left),
        "%(names)s of %(crm)s's %(label)s has no partner: records that hold one become"
        " sync errors until you pair it.",
        "%(names)s of %(crm)s's %(label)s have no partner: records that hold one become"
        " sync errors until you pair them.",
        names=_named_first(left),
        crm=crm,
        label=label,
    )
    yield Problem("values_unpaired", message, "values", "warning")


def _named_first(labels: Sequence[str]) -> str:
    names = ", ".join(f"'{label}'" for label in labels[:SHOWN])
    more = len(labels) - SHOWN
    if more <= 0:
        return names
    return said_as("names", "%(some)s and %(more)s more", some=names, more=more)
