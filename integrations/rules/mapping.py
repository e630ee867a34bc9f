"""A property paired with a field under a sync rule, its converters made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Never

from integrations.rules.checkbox import checkbox
from integrations.rules.kinds import is_writable, kind_of
from integrations.rules.moments import moment
from integrations.rules.numbers import number
from integrations.rules.options import option, options
from integrations.rules.owners import owner
from integrations.rules.rule import SyncRule
from integrations.rules.texts import text
from integrations.rules.values import Kind, Unmappable
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.records import Field, Property
    from integrations.rules.values import Canonical, Converters

NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """``values`` holds the Salesforce value (or user id) for each HubSpot value."""

    property: Property
    field: Field
    rule: SyncRule
    values: Mapping[str, str]
    kind: Kind
    convert: Converters


def pair(
    property: Property,
    field: Field,
    rule: SyncRule,
    values: Mapping[str, str] = NO_VALUES,
    owners: Mapping[str, str] = NO_VALUES,
) -> FieldMapping:
    """Raises Incompatible. Owners always sync two-way, whichever rule is asked for."""
    kind = kind_of(property, field)
    if kind is Kind.OWNER:
        values = owners
        rule = rule if rule is SyncRule.NONE else SyncRule.TWO_WAY
    convert = _guarded(_converters(kind, property, field, values), property, field)
    return FieldMapping(property, field, rule, values, kind, convert)


def _converters(
    kind: Kind, property: Property, field: Field, values: Mapping[str, str]
) -> Converters:
    match kind:
        case Kind.NUMBER:
            return number(property, field)
        case Kind.BOOLEAN:
            return checkbox(property, field)
        case Kind.DATE | Kind.DATETIME:
            return moment(property, field, kind)
        case Kind.OPTION:
            return option(property, field, values)
        case Kind.OPTIONS:
            return options(property, field, values)
        case Kind.OWNER:
            return owner(values)
        case _:
            return text(property, field, kind)


def _guarded(convert: Converters, property: Property, field: Field) -> Converters:
    """Refusing at once what the CRM would refuse for the whole record."""
    if not is_writable(field):
        convert = replace(convert, to_salesforce=_refusal("Salesforce", field.label))
    elif field.required:
        convert = replace(convert, to_salesforce=_filled(convert, property, field))
    if property.calculated or property.read_only:
        convert = replace(convert, to_hubspot=_refusal("HubSpot", property.label))
    return convert


def _refusal(crm: str, label: str) -> Callable[[Canonical], Never]:
    def refuse(value: Canonical) -> Never:
        raise Unmappable(
            "read_only",
            said(
                "%(crm)s's %(label)s is read-only: choose a sync rule that never writes"
                " it.",
                crm=crm,
                label=label,
            ),
            value,
        )

    return refuse


def _filled(
    convert: Converters, property: Property, field: Field
) -> Callable[[Canonical], object]:
    def to_salesforce(value: Canonical) -> object:
        if value is None:
            raise required_missing(property, field)
        return convert.to_salesforce(value)

    return to_salesforce


def required_missing(property: Property, field: Field) -> Unmappable:
    return Unmappable(
        "required_missing",
        said(
            "Salesforce's %(field)s is required: fill in HubSpot's %(property)s.",
            field=field.label,
            property=property.label,
        ),
    )
