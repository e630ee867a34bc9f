"""Values and names as SOQL spells them."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        "'": "\\'",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\b": "\\b",
        "\f": "\\f",
    }
)
NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)


def name(text: str) -> str:
    """An object's or field's API name; anything else must not reach an address."""
    if not NAME.fullmatch(text):
        raise ValueError(f"{text!r} is not the API name of an object or a field")
    return text


def quote(text: str) -> str:
    return "'" + text.translate(ESCAPES) + "'"


def moment(value: datetime) -> str:
    """A dateTime literal in UTC; SOQL wants whole seconds and no quotes."""
    if value.tzinfo is None:
        raise ValueError("A SOQL date and time needs a time zone")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
