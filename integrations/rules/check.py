"""What stands in the way of a field mapping, asked before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.records import KEY_FIELD
from integrations.rules.kinds import Incompatible, is_mappable, is_writable, kind_of
from integrations.rules.problem import Problem, did_you_mean
from integrations.rules.rule import SyncRule, writes_hubspot, writes_salesforce
from integrations.rules.valuemap import check_values
from integrations.rules.values import Kind
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from integrations.records import Field, Property
    from integrations.rules.problem import Place

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
        free = [it for it in known_properties if it not in taken_properties]
        problems.append(_no_property(property_name, free))
    if field is None:
        free = [it for it in known_fields if it not in taken_fields]
        problems.append(_no_field(field_name, free))
    if property is not None and field is not None:
        problems += _pairing(property, field, rule, values)
    return problems


def _taken(
    property_name: str,
    taken_properties: Collection[str],
    field_name: str,
    taken_fields: Collection[str],
) -> Iterator[Problem]:
    if property_name in taken_properties:
        message = said(
            "The HubSpot property '%(name)s' is already mapped: change that mapping, or"
            " choose another property.",
            name=property_name,
        )
        yield Problem("property_taken", message, "property")
    if field_name in taken_fields:
        message = said(
            "The Salesforce field '%(name)s' is already mapped: change that mapping, or"
            " choose another field.",
            name=field_name,
        )
        yield Problem("field_taken", message, "field")
    if field_name == KEY_FIELD:
        message = said(
            "'%(name)s' holds Syncadmin's own link: choose another field.",
            name=field_name,
        )
        yield Problem("field_reserved", message, "field")


def _no_property(name: str, known: Collection[str]) -> Problem:
    missing = said("HubSpot has no company property '%(name)s'.", name=name)
    hint = did_you_mean(name, known) or said("Create it there, or choose another.")
    return Problem("property_missing", f"{missing} {hint}", "property")


def _no_field(name: str, known: Collection[str]) -> Problem:
    missing = said("Salesforce has no account field '%(name)s'.", name=name)
    hint = did_you_mean(name, known) or said(
        "Create it there, let the integration user see it, or choose another."
    )
    return Problem("field_missing", f"{missing} {hint}", "field")


def _pairing(
    property: Property, field: Field, rule: SyncRule, values: Mapping[str, str]
) -> Iterator[Problem]:
    yield from _writable(property, field, rule)
    try:
        kind = kind_of(property, field)
    except Incompatible as reason:
        at: Place = "field" if is_mappable(property) else "property"
        yield Problem("types_differ", str(reason), at)
        return
    if kind is Kind.OWNER and rule not in {SyncRule.TWO_WAY, SyncRule.NONE}:
        message = said("Owners always sync two-way: this rule works like Two-way here.")
        yield Problem("owner_rule", message, "rule", "warning")
    if kind in {Kind.OPTION, Kind.OPTIONS}:
        yield from check_values(property, field, rule, values)


def _writable(property: Property, field: Field, rule: SyncRule) -> Iterator[Problem]:
    to_property, to_field = _is_changeable(property), is_writable(field)
    if not (to_property or to_field or rule is SyncRule.NONE):
        yield Problem("both_read_only", _neither(property, field), "rule")
        return
    if writes_salesforce(rule) and not to_field:
        yield Problem("field_read_only", _unwritable(field), "rule")
    if writes_hubspot(rule) and not to_property:
        yield Problem("property_read_only", _unchangeable(property), "rule")


def _is_changeable(property: Property) -> bool:
    return not (property.read_only or property.calculated)


def _neither(property: Property, field: Field) -> str:
    return said(
        "HubSpot's %(property)s and Salesforce's %(field)s are both read-only: choose"
        " another property, another field, or Don't sync.",
        property=property.label,
        field=field.label,
    )


def _unchangeable(property: Property) -> str:
    if property.calculated:
        return said(
            "HubSpot's %(name)s is calculated: choose Always use HubSpot or Don't"
            " sync.",
            name=property.label,
        )
    return said(
        "HubSpot's %(name)s is read-only: choose Always use HubSpot or Don't sync.",
        name=property.label,
    )


def _unwritable(field: Field) -> str:
    if field.calculated:
        return said(
            "Salesforce's %(name)s is a formula field: choose Always use Salesforce or"
            " Don't sync.",
            name=field.label,
        )
    return said(
        "Salesforce's %(name)s is read-only for the integration user: let it edit the"
        " field if Salesforce allows that, or choose Always use Salesforce or Don't"
        " sync.",
        name=field.label,
    )
