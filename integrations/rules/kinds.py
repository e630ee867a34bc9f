"""Which property fits which field, and as what kind of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.field_types import FITTING_WORDS, type_words
from integrations.rules.values import Kind
from integrations.said import said, said_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.records import Field, Property

OWNER_PROPERTY, OWNER_FIELD = "hubspot_owner_id", "OwnerId"

LINE = said_as("shape", "single-line text")
LINES = said_as("shape", "multi-line text")
NUMBER = said_as("shape", "number")
CHECKBOX = said_as("shape", "checkbox")
DATE = said_as("shape", "date")
DATETIME = said_as("shape", "date and time")
CHOICE = said_as("shape", "dropdown")
CHOICES = said_as("shape", "checkboxes")

_NUMBERS = {NUMBER: Kind.NUMBER}
_LINE = {LINE: Kind.TEXT}
_CHOICE = {CHOICE: Kind.OPTION}

FITTING: Mapping[str, Mapping[str, Kind]] = {
    "string": _LINE,
    "encryptedstring": _LINE,
    "id": _LINE,
    "textarea": {LINE: Kind.LONG_TEXT, LINES: Kind.LONG_TEXT},
    "phone": {LINE: Kind.PHONE},
    "email": {LINE: Kind.EMAIL},
    "url": {LINE: Kind.URL},
    "picklist": _CHOICE,
    "combobox": _CHOICE,
    "reference": _CHOICE,
    "multipicklist": {CHOICES: Kind.OPTIONS},
    "boolean": {CHECKBOX: Kind.BOOLEAN},
    "int": _NUMBERS,
    "long": _NUMBERS,
    "double": _NUMBERS,
    "currency": _NUMBERS,
    "percent": _NUMBERS,
    "date": {DATE: Kind.DATE},
    "datetime": {DATE: Kind.DATE, DATETIME: Kind.DATETIME},
}
"""By describe's type, then by the shape of the HubSpot property.

A Salesforce date takes no HubSpot date and time: its midnight UTC would be shown as
the day before west of Greenwich.
"""

_CHOSEN = {Kind.OPTION, Kind.OPTIONS}

_SHAPES: Mapping[tuple[str, str], str] = {
    ("string", "text"): LINE,
    ("string", "phonenumber"): LINE,
    ("string", ""): LINE,
    ("string", "textarea"): LINES,
    ("phone_number", "phonenumber"): LINE,
    ("enumeration", "checkbox"): CHOICES,
    ("enumeration", "booleancheckbox"): CHECKBOX,
}
_SHAPES_OF_TYPES: Mapping[str, str] = {
    "enumeration": CHOICE,
    "bool": CHECKBOX,
    "number": NUMBER,
    "date": DATE,
    "datetime": DATETIME,
}


class Incompatible(Exception):
    """This property and this field hold different kinds of values."""


def kind_of(property: Property, field: Field) -> Kind:
    if are_owners(property.name, field.name):
        return Kind.OWNER
    shape = shape_of(property)
    kind = FITTING.get(field.type, {}).get(shape or "")
    if kind is None or _is_people(property):
        raise Incompatible(_why(property, field, shape))
    return kind


def are_owners(property_name: str, field_name: str) -> bool:
    return (property_name, field_name) == (OWNER_PROPERTY, OWNER_FIELD)


def shape_of(property: Property) -> str | None:
    exact = _SHAPES.get((property.type, property.field_type))
    return exact or _SHAPES_OF_TYPES.get(property.type)


def fits(property: Property, field: Field) -> bool:
    try:
        kind_of(property, field)
    except Incompatible:
        return False
    return True


def is_mappable(property: Property) -> bool:
    """Whether any type of field could fit it."""
    shape = shape_of(property)
    known = any(shape in kinds for kinds in FITTING.values())
    return property.name == OWNER_PROPERTY or (known and not _is_people(property))


def has_values(property: Property, field: Field) -> bool:
    """Whether this pair needs a map of its choices."""
    return fits(property, field) and kind_of(property, field) in _CHOSEN


def is_writable(field: Field) -> bool:
    return field.createable and field.updateable and not field.calculated


def _is_people(property: Property) -> bool:
    """HubSpot keeps its users' and owners' choices outside the property (recorded)."""
    return property.external_options and property.type == "enumeration"


def _why(property: Property, field: Field, shape: str | None) -> str:
    types = FITTING_WORDS.get(shape or "")
    if types is None or _is_people(property):
        return said(
            "%(property)s is of a type that cannot be mapped.", property=property.label
        )
    return said(
        "%(property)s is a %(shape)s property and %(field)s a %(type)s field: choose a"
        " field of type %(types)s.",
        property=property.label,
        shape=shape,
        field=field.label,
        type=type_words(field),
        types=types,
    )
