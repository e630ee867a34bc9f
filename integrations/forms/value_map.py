"""The value map as a form sends it and as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from integrations.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.records import Field, Property

VALUE, WRITTEN = "value:", "written:"
MOST_CHOICES = 20_000
"""Past this many choices on one page the values are typed, with suggestions."""


class ValueMapInput(forms.Widget):
    """An input per HubSpot value; per shared Salesforce value, which one is written."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> dict[str, str]:
        values = _named(data, VALUE)
        written = _named(data, WRITTEN)
        first = {ours: theirs for theirs, ours in written.items()}
        kept = {o: t for o, t in first.items() if values.get(o) == t}
        return {**kept, **values}


def _named(data: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value.strip()
        for name, value in data.items()
        if name.startswith(prefix) and value.strip()
    }


def ordered(values: Mapping[str, str], stored: Iterable[str]) -> dict[str, str]:
    """The page cannot reorder what stands behind the first of each Salesforce value."""
    written = {theirs: ours for ours, theirs in reversed([*values.items()])}
    names = dict.fromkeys([*written.values(), *stored, *values])
    return {name: values[name] for name in names if name in values}


@dataclass(frozen=True, slots=True)
class Line:
    """A HubSpot value and its partner; ``is_known`` is whether HubSpot has it."""

    value: str
    label: str
    partner: str
    is_known: bool = True
    is_in_use: bool = True


@dataclass(frozen=True, slots=True)
class Partner:
    """A Salesforce value and the HubSpot values it stands for, the written one first.

    One that is no longer in use is not written while another one is.
    """

    value: str
    label: str
    ours: list[Line]


@dataclass(frozen=True, slots=True)
class ValueMap:
    lines: list[Line]
    options: list[Option]
    partners: list[Partner]
    is_typed: bool

    @property
    def alone(self) -> list[Partner]:
        return [partner for partner in self.partners if not partner.ours]

    @property
    def paired(self) -> list[Partner]:
        return [partner for partner in self.partners if partner.ours]


def value_map(property: Property, field: Field, values: Mapping[str, str]) -> ValueMap:
    options = _options(field.options, values.values())
    lines = _lines(property, values)
    is_typed = not field.options or len(lines) * len(options) > MOST_CHOICES
    return ValueMap(lines, options, _partners(options, lines, values), is_typed)


def _options(listed: Sequence[Option], used: Any) -> list[Option]:
    """Those in use, and what a value map names though it is not."""
    used, known = set(used), {option.value for option in listed}
    found = [option for option in listed if option.active or option.value in used]
    gone = sorted(used - known)
    return [*found, *(Option(value, value, active=False) for value in gone)]


def _lines(property: Property, values: Mapping[str, str]) -> list[Line]:
    known = {option.value for option in property.options}
    return [
        Line(
            option.value,
            option.label,
            values.get(option.value, ""),
            is_known=option.value in known,
            is_in_use=option.active,
        )
        for option in _options(property.options, values.keys())
    ]


def _partners(
    options: Sequence[Option], lines: Sequence[Line], values: Mapping[str, str]
) -> list[Partner]:
    order = {value: place for place, value in enumerate(values)}
    by_turn = sorted(
        (line for line in lines if line.partner),
        key=lambda line: (not line.is_in_use, order[line.value]),
    )
    found: dict[str, list[Line]] = {}
    for line in by_turn:
        found.setdefault(line.partner, []).append(line)
    return [Partner(o.value, o.label, found.get(o.value, [])) for o in options]
