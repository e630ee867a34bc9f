"""A property as a call wants it made or changed, checked."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.definitions import Definition
from integrations.sandbox.hubspot.formulas import check_formula
from integrations.sandbox.hubspot.property_options import check_options, read_options
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    invalid,
    not_implemented,
)
from integrations.sandbox.hubspot.schema import UNIQUE_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.schema import Schema

NAME = re.compile(r"[a-z][a-z0-9_]{0,98}")
CALCULATION = "calculation_equation"
REQUIRED = ("name", "label", "type", "fieldType", "groupName")
FIELD_TYPES = {
    "string": {"text", "textarea", "html", "phonenumber", "file"},
    "number": {"number", CALCULATION},
    "bool": {"booleancheckbox"},
    "date": {"date"},
    "datetime": {"date"},
    "enumeration": {"select", "radio", "checkbox", "booleancheckbox"},
    "phone_number": {"phonenumber"},
}
TEXTS = {
    "label": "label",
    "type": "type",
    "fieldType": "field_type",
    "groupName": "group",
    "description": "description",
    "calculationFormula": "formula",
}
SWITCHES = {"hidden": "hidden", "formField": "form_field"}
NOT_KEPT = (
    "showCurrencySymbol",
    "currencyPropertyName",
    "numberDisplayHint",
    "textDisplayHint",
)
UNIQUE_TYPES = ("string", "number")


def new_definition(
    body: Body, order: Mapping[str, Any], kind: ObjectKind, schema: Schema, now: int
) -> Definition:
    body.checked(order, dict, *REQUIRED)
    if not NAME.fullmatch(str(order["name"])):
        raise body.badly_named([str(order["name"])])
    blank = Definition(str(order["name"]), "", "", "", "", created=now)
    definition = _changed(body, order, blank, now)
    definition = replace(
        definition,
        unique=bool(order.get("hasUniqueValue")),
        calculated=bool(definition.formula),
        external_options=bool(order.get("externalOptions")),
    )
    _check(definition, kind, schema)
    if definition.unique:
        _check_unique(definition, schema)
    return definition


def changed_definition(
    body: Body,
    order: Mapping[str, Any],
    definition: Definition,
    kind: ObjectKind,
    schema: Schema,
    now: int,
) -> Definition:
    """``options`` replaces the whole list; uniqueness cannot change (recorded)."""
    if order.get("hasUniqueValue", definition.unique) != definition.unique:
        raise RefusedError(
            400,
            "Field 'hasUniqueValue' cannot be modified for property\n"
            f"'{definition.name}'. ",
            propertiesErrorCode="ILLEGAL_FIELD_MODIFICATION",
        )
    after = _changed(body, order, definition, now)
    if definition.hubspot_defined and _shape(after) != _shape(definition):
        raise invalid(f"Property {definition.name} has a read-only definition")
    if after.type != definition.type:
        raise not_implemented("changing the type of a property")
    _check(after, kind, schema)
    return after


def _shape(definition: Definition) -> tuple[object, ...]:
    """All but the options, to which a portal may add its own."""
    left_out = {"options", "updated"}
    return tuple(
        getattr(definition, each.name)
        for each in fields(definition)
        if each.name not in left_out
    )


def _changed(
    body: Body, order: Mapping[str, Any], definition: Definition, now: int
) -> Definition:
    for name in NOT_KEPT:
        if order.get(name):
            raise not_implemented(f"the field {name} of properties")
    if order.get("dataSensitivity", "non_sensitive") != "non_sensitive":
        raise not_implemented("sensitive properties")
    changes: dict[str, Any] = {
        own: body.text(order, name) or ""
        for name, own in TEXTS.items()
        if name in order
    }
    changes |= {own: bool(order[n]) for n, own in SWITCHES.items() if n in order}
    if order.get("options") is not None:
        changes["options"] = read_options(body, order["options"])
    place = body.whole(order, "displayOrder", definition.display_order)
    return replace(definition, **changes, display_order=place, updated=now)


def _check(definition: Definition, kind: ObjectKind, schema: Schema) -> None:
    if definition.group not in schema.groups:
        raise invalid(f"The property group {definition.group} does not exist")
    if definition.field_type == CALCULATION:
        _check_calculation(definition, schema)
    elif definition.formula:
        raise invalid(f"A calculation needs the field type {CALCULATION}")
    allowed = FIELD_TYPES.get(definition.type, set())
    if definition.field_type not in allowed:
        raise invalid(
            f"The field type {definition.field_type} is not valid for a property "
            f"of the type {definition.type}"
        )
    check_options(definition, kind)


def _check_calculation(definition: Definition, schema: Schema) -> None:
    if definition.type != "number":
        raise not_implemented(f"calculated properties of the type {definition.type}")
    if not definition.formula:
        raise invalid(f"Property {definition.name} needs a calculationFormula")
    check_formula(definition.formula, schema)


def _check_unique(definition: Definition, schema: Schema) -> None:
    if definition.type not in UNIQUE_TYPES:
        raise invalid(f"A property of the type {definition.type} cannot be unique")
    if len(schema.unique_names) >= UNIQUE_AT_MOST:
        raise invalid(f"An object may have {UNIQUE_AT_MOST} unique properties")
