"""Text, phone numbers, e-mail and web addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.rules.values import (
    Converters,
    Kind,
    Unmappable,
    clean,
    or_clear,
    text_of,
)

if TYPE_CHECKING:
    from integrations.records import Field, Property
    from integrations.rules.values import Canonical

HUBSPOT_LENGTH = 65_536
"""The longest text HubSpot keeps in a property (documented)."""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def text(property: Property, field: Field, kind: Kind) -> Converters:
    if kind is Kind.EMAIL:
        return _email(property, field)

    def to_salesforce(value: Canonical) -> Canonical:
        _must_fit(value, field.length, f"Salesforce's {field.label}")
        return value

    def to_hubspot(value: Canonical) -> str:
        _must_fit(value, HUBSPOT_LENGTH, f"HubSpot's {property.label}")
        return or_clear(value)

    return Converters(text_of, clean, to_salesforce, to_hubspot)


def _email(property: Property, field: Field) -> Converters:
    def to_salesforce(value: Canonical) -> Canonical:
        _must_fit(value, field.length, f"Salesforce's {field.label}")
        if value is not None and not EMAIL.fullmatch(value):
            raise Unmappable(
                "not_an_email",
                f"'{value}' is not an e-mail address, which Salesforce's"
                f" {field.label} must hold: correct HubSpot's {property.label}.",
                value,
            )
        return value

    return Converters(
        lambda raw: _lower(text_of(raw)),
        lambda raw: _lower(clean(raw)),
        to_salesforce,
        or_clear,
    )


def _lower(value: Canonical) -> Canonical:
    return value and value.lower()


def _must_fit(value: Canonical, longest: int, place: str) -> None:
    if value is not None and 0 < longest < len(value):
        raise Unmappable(
            "too_long",
            f"The text has {len(value):,} characters and {place} holds"
            f" {longest:,}: shorten it, or map a longer one.",
            value,
        )
