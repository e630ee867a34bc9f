"""What stands in the way of a field mapping, asked before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.records import KEY_FIELD
from integrations.rules.kinds import Incompatible, is_writable, kind_of
from integrations.rules.problem import Problem, did_you_mean
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce
from integrations.rules.valuemap import check_values
from integrations.rules.values import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from integrations.records import Field, Property

__all__ = ["Problem", "check"]


def check(
    property: Property | None,
    field: Field | None,
    rule: SyncRule,
    values: Mapping[str, str],
    *,
    property_name: str,
    field_name: str,
    taken_properties: Collection[str] = (),
    taken_fields: Collection[str] = (),
    known_properties: Collection[str] = (),
    known_fields: Collection[str] = (),
) -> list[Problem]:
    """None stands for a property or field its CRM does not have under that name.

    The taken names are those of the other mappings, the known ones those to hint at.
    """
    problems = [*_taken(property_name, taken_properties, field_name, taken_fields)]
    if property is None:
        problems.append(_no_property(property_name, known_properties))
    if field is None:
        problems.append(_no_field(field_name, known_fields))
    if property is not None and field is not None:
        problems += _pairing(property, field, rule, values)
    return problems


def _taken(
    property_name: str,
    taken_properties: Collection[str],
    field_name: str,
    taken_fields: Collection[str],
) -> Iterator[Problem]:
    advice = "is already mapped: change that mapping, or choose another"
    if property_name in taken_properties:
        message = f"The HubSpot property '{property_name}' {advice} property."
        yield Problem("property_taken", message, "property")
    if field_name in taken_fields:
        message = f"The Salesforce field '{field_name}' {advice} field."
        yield Problem("field_taken", message, "field")
    if field_name == KEY_FIELD:
        message = f"'{field_name}' holds Syncadmin's own link: choose another field."
        yield Problem("field_reserved", message, "field")


def _no_property(name: str, known: Collection[str]) -> Problem:
    hint = did_you_mean(name, known) or " Create it there, or choose another."
    message = f"HubSpot has no company property '{name}'.{hint}"
    return Problem("property_missing", message, "property")


def _no_field(name: str, known: Collection[str]) -> Problem:
    hint = did_you_mean(name, known) or (
        " Create it there, let the integration user see it, or choose another."
    )
    message = f"Salesforce has no account field '{name}'.{hint}"
    return Problem("field_missing", message, "field")


def _pairing(
    property: Property, field: Field, rule: SyncRule, values: Mapping[str, str]
) -> Iterator[Problem]:
    try:
        kind = kind_of(property, field)
    except Incompatible as reason:
        yield Problem("types_differ", str(reason), "field")
        return
    yield from _writable(property, field, rule)
    if kind is Kind.OWNER and rule not in {SyncRule.TWO_WAY, SyncRule.NONE}:
        message = "Owners always sync two-way: this rule works like Two-way here."
        yield Problem("owner_rule", message, "rule", "warning")
    if kind in {Kind.OPTION, Kind.OPTIONS}:
        yield from check_values(property, field, rule, values)


def _writable(property: Property, field: Field, rule: SyncRule) -> Iterator[Problem]:
    if writes_salesforce(rule) and not is_writable(field):
        yield Problem("field_read_only", _unwritable(field), "rule")
    if writes_hubspot(rule) and (property.read_only or property.calculated):
        what = "calculated" if property.calculated else "read-only"
        yield Problem(
            "property_read_only",
            f"HubSpot's {property.label} is {what}: choose Always use HubSpot or Don't"
            " sync.",
            "rule",
        )


def _unwritable(field: Field) -> str:
    advice = "choose Always use Salesforce or Don't sync."
    if field.calculated:
        return f"Salesforce's {field.label} is a formula field: {advice}"
    return (
        f"Salesforce's {field.label} is read-only for the integration user: let it edit"
        f" the field if Salesforce allows that, or {advice}"
    )
