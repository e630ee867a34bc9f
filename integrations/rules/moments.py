"""Dates and times, in UTC.

Between a date and a datetime the date is the datetime's UTC day: a time of day on the
datetime's side stays as it is while its day is the same, and a new day starts at
midnight UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
    from collections.abc import Callable

    from integrations.records import Field, Property
    from integrations.rules.values import Canonical

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = "1700", "4000"
"""The years Salesforce stores (documented)."""


def moment(property: Property, field: Field, kind: Kind) -> Converters:
    there, here = of_salesforce(field), of_hubspot(property)
    form = _day if kind is Kind.DATE else _second
    midnight = "T00:00:00Z" if (kind, field.type) == (Kind.DATE, "datetime") else ""

    def from_salesforce(raw: object) -> Canonical:
        text = text_of(raw)
        return text and _formed(text, _parsed, form, there)

    def from_hubspot(raw: str | None) -> Canonical:
        text = clean(raw)
        read = _from_epoch if text and _is_epoch(text) else _parsed
        return text and _formed(text, read, form, here)

    def to_salesforce(value: Canonical) -> Canonical:
        if value is not None and not FIRST_YEAR <= value[:4] <= LAST_YEAR:
            raise Unmappable(
                "date_out_of_range",
                said(
                    "%(value)s is outside the years %(first)s to %(last)s that"
                    " Salesforce stores: correct HubSpot's %(property)s.",
                    value=value,
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                    property=property.label,
                ),
                value,
            )
        return value and value + midnight

    return Converters(from_salesforce, from_hubspot, to_salesforce, or_clear)


def moment_of(text: str) -> datetime | None:
    """In UTC, as either CRM may write it; None for what is no date."""
    try:
        return _from_epoch(text) if _is_epoch(text) else _parsed(text)
    except (ValueError, OverflowError):
        return None


def _is_epoch(text: str) -> bool:
    return text.lstrip("-").isdecimal()


def _formed(
    text: str,
    read: Callable[[str], datetime],
    form: Callable[[datetime], str],
    place: str,
) -> str:
    try:
        return form(read(text))
    except (ValueError, OverflowError):
        raise Unmappable(
            "not_a_date",
            said(
                "'%(value)s' is not a date, which %(place)s must hold: correct it"
                " there.",
                value=text,
                place=place,
            ),
            text,
        ) from None


def _parsed(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _from_epoch(text: str) -> datetime:
    """HubSpot also writes dates and times as milliseconds since 1970 (documented)."""
    return EPOCH + timedelta(milliseconds=int(text))


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _second(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
