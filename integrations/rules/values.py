"""A value as both CRMs mean it, and the words for values that do not cross."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable

Canonical = str | None
"""Blank is None; equal in meaning is equal as text."""


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    OPTION = "option"
    OPTIONS = "options"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    OWNER = "owner"


class Unmappable(Exception):
    """A value that cannot cross, in words for an admin."""

    def __init__(self, code: str, message: str, value: Canonical = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.value = value
        self.whole = value
        """All that the side holds, where ``value`` is but one of several."""


Reading = Canonical | Unmappable
"""What a side holds: its canonical value, or why that could not be understood."""


def shown(reading: Reading) -> Canonical:
    """What is not understood as the side itself has it."""
    return reading.whole if isinstance(reading, Unmappable) else reading


@dataclass(slots=True)  # freezing what each field makes costs a third of a plan
class Standing:
    """Where one pair stands; ``ever`` tells a blank agreement from none at all."""

    salesforce: Reading
    hubspot: Reading
    agreed: Reading
    ever: bool


@dataclass(frozen=True, slots=True)
class Converters:
    """One pair's way from and to each CRM's own form; every call may say Unmappable.

    ``meet`` is for kinds whose sides mean more than their values say.
    """

    from_salesforce: Callable[[object], Canonical]
    from_hubspot: Callable[[str | None], Canonical]
    to_salesforce: Callable[[Canonical], object]
    to_hubspot: Callable[[Canonical], str]
    meet: Callable[[Standing], Standing] | None = None


def clean(text: str | None) -> Canonical:
    """Without outer blanks and with plain line ends."""
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() or None


def text_of(raw: object) -> Canonical:
    """A raw JSON value as the text a person would read in it."""
    if raw is None or isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool | int | float):
        return str(raw).lower()
    shown = f"{raw!r:.80}"
    message = said("%(value)s is not a single value.", value=shown)
    raise Unmappable("not_a_value", message, shown)


def or_clear(value: Canonical) -> str:
    """HubSpot clears a property that is sent as empty text (documented)."""
    return value or ""
