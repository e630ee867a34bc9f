"""Picklists and dropdowns, by the pair's value map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.values import Converters, Unmappable, clean, text_of
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from integrations.records import Field, Property
    from integrations.rules.values import Canonical


def option(property: Property, field: Field, values: Mapping[str, str]) -> Converters:
    read, accept, send = _steps(property, field, values)

    def from_hubspot(raw: str | None) -> Canonical:
        text = clean(raw)
        return text and read(text)

    return Converters(
        text_of,
        from_hubspot,
        lambda value: value and accept(value),
        lambda value: send(value) if value else "",
    )


def options(property: Property, field: Field, values: Mapping[str, str]) -> Converters:
    read, accept, send = _steps(property, field, values)
    return Converters(
        lambda raw: _joined(_split(text_of(raw))),
        lambda raw: _joined(map(read, _split(clean(raw)))),
        lambda value: _joined(map(accept, _split(value))),
        lambda value: _joined(map(send, _split(value))) or "",
    )


def _split(text: Canonical) -> Iterable[str]:
    parts = (text or "").split(";")
    return filter(None, map(str.strip, parts))


def _joined(values: Iterable[str]) -> Canonical:
    return ";".join(sorted(set(values))) or None


def _steps(
    property: Property, field: Field, values: Mapping[str, str]
) -> tuple[Callable[[str], str], Callable[[str], str], Callable[[str], str]]:
    sendable = _sendable(property, values)
    readable = {ours.strip(): theirs.strip() for ours, theirs in values.items()}
    choices = {option.value: option.active for option in field.options}

    def read(value: str) -> str:
        try:
            return readable[value]
        except KeyError:
            raise _no_partner(value, "Salesforce", field.label) from None

    def accept(value: str) -> str:
        if not choices.get(value, not field.restricted or not choices):
            raise _retired(value, "Salesforce", field.label, known=value in choices)
        return value

    def send(value: str) -> str:
        try:
            return sendable[value]
        except KeyError:
            raise _unsendable(value, property, values) from None

    return read, accept, send


def _sendable(property: Property, values: Mapping[str, str]) -> dict[str, str]:
    """Salesforce value to HubSpot value; of several, the first one in use."""
    choices = {option.value: option.active for option in property.options}
    partners: dict[str, str] = {}
    for ours, theirs in values.items():
        if choices.get(ours, not choices):
            partners.setdefault(theirs.strip(), ours)
    return partners


def _unsendable(
    value: str, property: Property, values: Mapping[str, str]
) -> Unmappable:
    partner = next(
        (ours for ours, theirs in values.items() if theirs.strip() == value), None
    )
    if partner is None:
        return _no_partner(value, "HubSpot", property.label)
    known = any(option.value == partner for option in property.options)
    return _retired(partner, "HubSpot", property.label, known=known)


def _no_partner(value: str, crm: str, label: str) -> Unmappable:
    return Unmappable(
        "no_option",
        said(
            "'%(value)s' has no value in %(crm)s's %(label)s: add it to the value map"
            " of this mapping, or add the option in %(crm)s.",
            value=value,
            crm=crm,
            label=label,
        ),
        value,
    )


def _retired(value: str, crm: str, label: str, *, known: bool) -> Unmappable:
    named = {"value": value, "crm": crm, "label": label}
    if known:
        message = said(
            "'%(value)s' is no longer in use in %(crm)s's %(label)s: activate it there,"
            " or choose another in the value map of this mapping.",
            **named,
        )
        return Unmappable("retired_option", message, value)
    message = said(
        "%(crm)s's %(label)s has no option '%(value)s': add it there, or choose another"
        " in the value map of this mapping.",
        **named,
    )
    return Unmappable("no_option", message, value)
