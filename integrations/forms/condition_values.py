"""What a condition's value is typed into, or chosen from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.forms.conditions import (
    EQUAL,
    OPERATORS,
    WITHOUT_VALUE,
    Row,
    fitting,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from integrations.records import Field

INPUTS = {"date": "date", "datetime": "datetime-local"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page draws it: what fits the field that was chosen."""

    row: Row
    field: Field | None
    problem: str

    @property
    def operators(self) -> list[tuple[str, StrOrPromise]]:
        return [(name, OPERATORS[name]) for name in fitting(self.field)]

    @property
    def input(self) -> str:
        if self.row.operator in WITHOUT_VALUE:
            return "hidden"
        return INPUTS.get(self.field.type, "text") if self.field else "text"

    @property
    def choices(self) -> Sequence[tuple[str, StrOrPromise]]:
        return choices(self.row, self.field)


def choices(row: Row, field: Field | None) -> Sequence[tuple[str, StrOrPromise]]:
    """The values with their labels; nothing where a value is typed."""
    if field is None or row.operator not in EQUAL:
        return ()
    if field.type == "boolean":
        return (("true", _("Yes")), ("false", _("No")))
    return [(it.value, it.label) for it in field.options if it.active]


def meant(row: Row, fields: Mapping[str, Field]) -> Row:
    """What was typed before there was a list to choose from, if it can mean but one."""
    typed = row.value.casefold()
    words = {
        value: (value.casefold(), str(label).casefold())
        for value, label in choices(row, fields.get(row.field))
    }
    if not typed or row.value in words:
        return row
    same = [value for value, both in words.items() if typed in both]
    begun = [
        value
        for value, both in words.items()
        if any(word.startswith(typed) for word in both)
    ]
    only = next((found[0] for found in (same, begun) if len(found) == 1), row.value)
    return replace(row, value=only)
