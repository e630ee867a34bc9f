"""Text, phone numbers, e-mail and web addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integrations.rules.places import of_hubspot, of_salesforce
from integrations.rules.values import (
    Converters,
    Kind,
    Unmappable,
    clean,
    or_clear,
    text_of,
)
from integrations.said import said

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
        _must_fit(value, field.length, of_salesforce(field))
        return value

    def to_hubspot(value: Canonical) -> str:
        _must_fit(value, HUBSPOT_LENGTH, of_hubspot(property))
        return or_clear(value)

    return Converters(text_of, clean, to_salesforce, to_hubspot)


def _email(property: Property, field: Field) -> Converters:
    def to_salesforce(value: Canonical) -> Canonical:
        _must_fit(value, field.length, of_salesforce(field))
        if value is not None and not EMAIL.fullmatch(value):
            raise Unmappable(
                "not_an_email",
                said(
                    "'%(value)s' is not an e-mail address, which Salesforce's %(field)s"
                    " must hold: correct HubSpot's %(property)s.",
                    value=value,
                    field=field.label,
                    property=property.label,
                ),
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
            said(
                "The text has %(length)s characters and %(place)s holds %(longest)s:"
                " shorten it, or map a longer one.",
                length=len(value),
                place=place,
                longest=longest,
            ),
            value,
        )
