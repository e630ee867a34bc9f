"""Metadata of a custom field made into a field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import CallError, UnsupportedError
from integrations.sandbox.salesforce.schema.field import Field, Option

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = {
    "Text": "string",
    "TextArea": "textarea",
    "LongTextArea": "textarea",
    "Url": "url",
    "Phone": "phone",
    "Email": "email",
    "Picklist": "picklist",
    "Checkbox": "boolean",
    "Number": "double",
    "Currency": "currency",
    "Percent": "percent",
    "Date": "date",
    "DateTime": "datetime",
}
FIXED_LENGTHS = {"TextArea": 255, "Url": 255, "Phone": 40, "Email": 80, "Picklist": 255}
KEY_TYPES = frozenset(("Text", "Number", "Email"))
LONGEST = {"Text": 255, "LongTextArea": 131_072}


def custom_field(name: str, metadata: Mapping[str, object]) -> Field:
    type_ = metadata.get("type")
    if not isinstance(type_, str) or type_ not in TYPES:
        raise UnsupportedError(f"custom fields of type {type_}")
    is_key = metadata.get("externalId") is True or metadata.get("unique") is True
    if is_key and type_ not in KEY_TYPES:
        raise _refused(f"A {type_} field cannot be an external ID or unique")
    filterable = type_ != "LongTextArea"
    return replace(
        Field(name, _label(metadata), TYPES[type_]),
        length=_length(type_, metadata),
        precision=_number(metadata, "precision"),
        scale=_number(metadata, "scale"),
        nillable=metadata.get("required") is not True and type_ != "Checkbox",
        defaulted=type_ == "Checkbox",
        external_id=metadata.get("externalId") is True,
        unique=metadata.get("unique") is True,
        case_sensitive=metadata.get("caseSensitive") is True,
        filterable=filterable,
        sortable=filterable,
        restricted=_value_set(metadata).get("restricted") is True,
        options=_options(metadata),
    )


def _label(metadata: Mapping[str, object]) -> str:
    label = metadata.get("label")
    if not isinstance(label, str) or not label:
        raise _refused("A custom field needs a label")
    return label


def _length(type_: str, metadata: Mapping[str, object]) -> int:
    if type_ not in LONGEST:
        return FIXED_LENGTHS.get(type_, 0)
    length = metadata.get("length")
    if not isinstance(length, int) or not 1 <= length <= LONGEST[type_]:
        raise _refused(f"Must specify 'length' for a CustomField of type {type_}")
    return length


def _number(metadata: Mapping[str, object], name: str) -> int:
    """Numbers come with both, 18 digits at most."""
    if metadata["type"] not in ("Number", "Currency", "Percent"):
        return 0
    number = metadata.get(name)
    if not isinstance(number, int) or not 0 <= number <= 18:
        kind = metadata["type"]
        raise _refused(f"Must specify '{name}' for a CustomField of type {kind}")
    return number


def _value_set(metadata: Mapping[str, object]) -> dict[str, object]:
    values = metadata.get("valueSet")
    if metadata["type"] != "Picklist":
        return {}
    if not isinstance(values, dict):
        raise _refused("A picklist needs a valueSet")
    if "valueSetDefinition" not in values:
        raise UnsupportedError("global value sets")
    return values


def _options(metadata: Mapping[str, object]) -> tuple[Option, ...]:
    definition = _value_set(metadata).get("valueSetDefinition")
    values = definition.get("value") if isinstance(definition, dict) else ()
    return tuple(_option(value) for value in values or ())


def _option(value: object) -> Option:
    name = value.get("fullName") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(name, str):
        raise _refused("Each value of a picklist needs a fullName")
    return Option(name, str(value.get("label") or name))


def _refused(message: str) -> CallError:
    return CallError("FIELD_INTEGRITY_EXCEPTION", message, [])
