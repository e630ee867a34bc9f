"""Numbers, as decimal text rounded as Salesforce rounds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from integrations.rules.places import of_hubspot, of_salesforce
from integrations.rules.values import Converters, Unmappable, or_clear, text_of
from integrations.said import said

if TYPE_CHECKING:
    from integrations.records import Field, Property
    from integrations.rules.values import Canonical

LARGEST_EXPONENT = 300
EXACT_DIGITS = 15
"""Salesforce's API speaks doubles, which tell fifteen digits apart."""

ARITHMETIC = Context(prec=LARGEST_EXPONENT + 40, rounding=ROUND_HALF_UP)


def number(property: Property, field: Field) -> Converters:
    step = _step(field)
    there, here = of_salesforce(field), of_hubspot(property)
    most_digits = field.digits or max(field.precision - field.scale, 0)

    def from_salesforce(raw: object) -> Canonical:
        if type(raw) is int and -(10**EXACT_DIGITS) < raw < 10**EXACT_DIGITS:
            return str(raw)
        return _normal(text_of(raw), step, there)

    def from_hubspot(raw: str | None) -> Canonical:
        if raw is None or _is_plain(raw):
            return raw
        value = _normal(text_of(raw), step, here)
        exact = value and _exact(raw)
        return exact if exact and 0 < most_digits < _digits(exact) else value

    def to_salesforce(value: Canonical) -> int | float | None:
        if value is None:
            return None
        if 0 < most_digits < _digits(value):
            raise Unmappable(
                "number_too_large",
                said(
                    "%(value)s has more than the %(digits)s digits that Salesforce's"
                    " %(field)s holds: correct HubSpot's %(property)s.",
                    value=value,
                    digits=most_digits,
                    field=field.label,
                    property=property.label,
                ),
                value,
            )
        return float(value) if "." in value else int(value)

    return Converters(from_salesforce, from_hubspot, to_salesforce, or_clear)


def _digits(value: str) -> int:
    return len(value.lstrip("-").partition(".")[0])


def _exact(raw: str) -> str:
    """Of a number that Salesforce's field cannot hold: a double may say another."""
    return format(Decimal(raw), "f")


def _step(field: Field) -> Decimal | None:
    """The smallest difference the field can hold; None where describe does not say."""
    if field.type in {"int", "long"} or field.precision:
        return Decimal(1).scaleb(-field.scale)
    return None


def _is_plain(text: str) -> bool:
    return (
        len(text) <= EXACT_DIGITS
        and text.isascii()
        and text.isdecimal()
        and text[0] != "0"
    )


def _normal(text: Canonical, step: Decimal | None, place: str) -> Canonical:
    if text is None:
        return None
    value = _decimal(text, place)
    if step is not None:
        value = value.quantize(step, context=ARITHMETIC)
    return _plain(float(value))


def _plain(double: float) -> str:
    text = format(Decimal(repr(double)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _decimal(text: str, place: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or "_" in text:
        raise Unmappable(
            "not_a_number",
            said(
                "'%(value)s' is not a number, which %(place)s must hold: correct it"
                " there.",
                value=text,
                place=place,
            ),
            text,
        )
    if value.adjusted() > LARGEST_EXPONENT:
        message = said("%(value)s is too large for any CRM: correct it.", value=text)
        raise Unmappable("number_too_large", message, text)
    return value
