"""Text, phone numbers, e-mail and web addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.rules.hosts import bare
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

DOMAIN = "domain"
"""The property of a company of which HubSpot keeps no more than the host [mem]."""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def text(property: Property, field: Field, kind: Kind) -> Converters:
    if kind is Kind.EMAIL:
        return _email(property, field)

    def to_salesforce(value: Canonical) -> Canonical:
        _fit_salesforce(value, property, field)
        return value

    def to_hubspot(value: Canonical) -> str:
        _fit_hubspot(value, property, field)
        return or_clear(value)

    as_it_is = Converters(text_of, clean, to_salesforce, to_hubspot)
    return _bared(as_it_is) if property.name == DOMAIN else as_it_is


def _bared(convert: Converters) -> Converters:
    """Else a website would differ from the domain for ever that was made of it."""
    return replace(
        convert,
        from_salesforce=lambda raw: bare(text_of(raw)),
        from_hubspot=lambda raw: bare(clean(raw)),
    )


def _email(property: Property, field: Field) -> Converters:
    def to_salesforce(value: Canonical) -> Canonical:
        _fit_salesforce(value, property, field)
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


def _fit_salesforce(value: Canonical, property: Property, field: Field) -> None:
    if value is not None and 0 < field.length < len(value):
        message = said(
            "The text has %(length)s characters and Salesforce's %(field)s holds"
            " %(longest)s: shorten HubSpot's %(property)s, or map a longer field.",
            length=len(value),
            field=field.label,
            longest=field.length,
            property=property.label,
        )
        raise Unmappable("too_long", message, value)


def _fit_hubspot(value: Canonical, property: Property, field: Field) -> None:
    if value is not None and len(value) > HUBSPOT_LENGTH:
        message = said(
            "The text has %(length)s characters and HubSpot's %(property)s holds"
            " %(longest)s: shorten Salesforce's %(field)s.",
            length=len(value),
            property=property.label,
            longest=HUBSPOT_LENGTH,
            field=field.label,
        )
        raise Unmappable("too_long_for_hubspot", message, value)
