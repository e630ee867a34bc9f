"""Values as people read them in the CRM that holds them: options and people by name,
numbers and moments by the reader's locale."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from integrations.engine import metadata
from integrations.records import Property
from integrations.rules.kinds import CHECKBOX, DATE, DATETIME, NUMBER, shape_of
from integrations.rules.moments import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.models import Integration
    from integrations.records import Field
    from integrations.rules.plan import Change
    from integrations.rules.reversal import Reversal


class Told(NamedTuple):
    """A value as people read it; ``code``: as the API has it, where that differs."""

    text: str
    code: str = ""

    def __str__(self) -> str:
        return self.text


class Shown:
    """How the values of one integration's records read. The metadata is read when the
    first value is asked for: many pages have none."""

    def __init__(self, integration: Integration) -> None:
        self.integration = integration

    @cached_property
    def _stored(self) -> tuple[metadata.Known, dict[str, str]]:
        return metadata.to_show(self.integration)

    def label(self, property: str) -> str:
        found = self._stored[0].properties.get(property)
        return found.label if found else property

    def in_salesforce(self, field: str, value: object) -> Told:
        return self._told(self._stored[0].fields.get(field), value)

    def in_hubspot(self, property: str, value: object) -> Told:
        return self._told(self._stored[0].properties.get(property), value)

    def before(self, change: Mapping[str, Any]) -> Told:
        """Of a change as outcomes keep it."""
        return self._of_history(change, change.get("stood", change["old"]))

    def after(self, change: Mapping[str, Any]) -> Told:
        return self._of_history(change, change.get("wrote", change["new"]))

    def _of_history(self, change: Mapping[str, Any], value: object) -> Told:
        if change["side"] == "hubspot":
            return self.in_hubspot(change["property"], value)
        return self.in_salesforce(change["field"], value)

    def to_be(self, change: Change) -> Told:
        if change.side == "hubspot":
            return self.in_hubspot(change.property, change.value)
        return self.in_salesforce(change.field, change.new)

    def now(self, reversal: Reversal) -> Told:
        """What a side holds that an undo would put back."""
        wrote = reversal.wrote
        if wrote.side == "hubspot":
            return self.in_hubspot(wrote.property, reversal.stood or reversal.now)
        return self.in_salesforce(wrote.field, reversal.now)

    def back(self, reversal: Reversal) -> Told:
        wrote = reversal.wrote
        if wrote.side == "hubspot":
            return self.in_hubspot(wrote.property, reversal.value)
        return self.in_salesforce(wrote.field, wrote.old)

    def _told(self, known: Field | Property | None, value: object) -> Told:
        code = _code(value)
        text = self._stored[1].get(code) or (_read(known, code) if known else code)
        return Told(text, "" if text == code else code)


def _code(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read(known: Field | Property, code: str) -> str:
    labels = {option.value: option.label for option in known.options}
    form = FORMS.get(_type(known))
    if code and form:
        return form(code)
    if code in labels or not labels:
        return labels.get(code, code)
    return "; ".join(labels.get(part.strip(), part.strip()) for part in code.split(";"))


def _type(known: Field | Property) -> str | None:
    """An id is a number that nobody counts with."""
    if known.unique:
        return None
    return shape_of(known) if isinstance(known, Property) else TYPES.get(known.type)


def _number(code: str) -> str:
    try:
        return number_format(Decimal(code), force_grouping=True)
    except InvalidOperation:
        return code


def _truth(code: str) -> str:
    return {"true": _("Yes"), "false": _("No")}.get(code, code)


def _day(code: str) -> str:
    found = moment_of(code)
    return date_format(found.date(), "SHORT_DATE_FORMAT") if found else code


def _moment(code: str) -> str:
    """A day alone is what a date and a time of day have in common."""
    found = moment_of(code)
    if found is None or ("T" not in code and not code.lstrip("-").isdecimal()):
        return _day(code)
    return f"{date_format(found, 'SHORT_DATETIME_FORMAT')} UTC"


TYPES = {
    "boolean": CHECKBOX,
    "currency": NUMBER,
    "date": DATE,
    "datetime": DATETIME,
    "double": NUMBER,
    "int": NUMBER,
    "long": NUMBER,
    "percent": NUMBER,
}
FORMS: Mapping[str | None, Callable[[str], str]] = {
    CHECKBOX: _truth,
    DATE: _day,
    DATETIME: _moment,
    NUMBER: _number,
}
