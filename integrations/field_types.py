"""Types of Salesforce fields, as its Setup calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.said import said_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.records import Field

_NUMBER = said_as("type", "Number")
_PICKLIST = said_as("type", "Picklist")

WORDS: Mapping[str, str] = {
    "string": said_as("type", "Text"),
    "encryptedstring": said_as("type", "Text (Encrypted)"),
    "id": said_as("type", "Record ID"),
    "textarea": said_as("type", "Text Area"),
    "phone": said_as("type", "Phone"),
    "email": said_as("type", "Email"),
    "url": said_as("type", "URL"),
    "picklist": _PICKLIST,
    "combobox": _PICKLIST,
    "reference": said_as("type", "Lookup"),
    "multipicklist": said_as("type", "Picklist (Multi-Select)"),
    "boolean": said_as("type", "Checkbox"),
    "int": _NUMBER,
    "long": _NUMBER,
    "double": _NUMBER,
    "currency": said_as("type", "Currency"),
    "percent": said_as("type", "Percent"),
    "date": said_as("type", "Date"),
    "datetime": said_as("type", "Date/Time"),
    "time": said_as("type", "Time"),
    "address": said_as("type", "Address"),
    "location": said_as("type", "Geolocation"),
}
"""By describe's type, which does not tell a long or rich text area from a short one."""

CALCULATED = said_as("type", "Formula or Roll-Up Summary (%(type)s)")
"""Both are calculated in describe."""

FITTING_WORDS: Mapping[str, str] = {
    "single-line text": said_as(
        "types", "Text, Text (Encrypted), Record ID, Text Area, Phone, Email or URL"
    ),
    "multi-line text": said_as("types", "Text Area"),
    "number": said_as("types", "Number, Currency or Percent"),
    "checkbox": said_as("types", "Checkbox"),
    "date": said_as("types", "Date or Date/Time"),
    "date and time": said_as("types", "Date/Time"),
    "dropdown": said_as("types", "Picklist or Lookup"),
    "checkboxes": said_as("types", "Picklist (Multi-Select)"),
}
"""By the shape of a HubSpot property."""


def type_words(field: Field) -> str:
    """A type that has none here keeps describe's word."""
    words = WORDS.get(field.type, field.type)
    return said_as("type", CALCULATED, type=words) if field.calculated else words
