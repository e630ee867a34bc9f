"""Conditions on account fields, chosen row by row, as the engine takes them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.forms.mapping import named
from integrations.salesforce import soql

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from integrations.records import Field, Option

OPERATORS: dict[str, StrOrPromise] = {
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "contains": gettext_lazy("contains"),
    "begins": gettext_lazy("begins with"),
    "in": gettext_lazy("is one of"),
    "less": gettext_lazy("is less than"),
    "most": gettext_lazy("is at most"),
    "least": gettext_lazy("is at least"),
    "more": gettext_lazy("is more than"),
    "blank": gettext_lazy("is blank"),
    "filled": gettext_lazy("is not blank"),
}
WRITTEN = {
    "is": "=",
    "is_not": "!=",
    "less": "<",
    "most": "<=",
    "least": ">=",
    "more": ">",
}
WITHOUT_VALUE = {"blank": "= null", "filled": "!= null"}
PARTS = ("field", "operator", "value")

EQUAL, BLANK = ("is", "is_not"), ("blank", "filled")
ORDERED = (*EQUAL, "less", "most", "least", "more", *BLANK)
BY_TYPE: dict[str, tuple[str, ...]] = {
    "boolean": EQUAL,
    "picklist": (*EQUAL, "in", *BLANK),
    "multipicklist": (*EQUAL, *BLANK),
    "id": (*EQUAL, "in"),
    "reference": (*EQUAL, "in", *BLANK),
    **dict.fromkeys(
        ("int", "long", "double", "currency", "percent", "date", "datetime"), ORDERED
    ),
}
OF_TEXT = (*EQUAL, "contains", "begins", "in", *BLANK)
INPUTS = {"date": "date", "datetime": "datetime-local"}


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody chose; any part may be missing still."""

    field: str = ""
    operator: str = "is"
    value: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.field or self.value)

    @property
    def text(self) -> str:
        """``FIELD OP VALUE``."""
        if self.operator in WITHOUT_VALUE:
            return f"{self.field} {WITHOUT_VALUE[self.operator]}"
        if self.operator == "in":
            return f"{self.field} IN {self.value}"
        if self.operator in WRITTEN:
            return f"{self.field} {WRITTEN[self.operator]} {quoted(self.value)}"
        before = "%" if self.operator == "contains" else ""
        return f"{self.field} LIKE {quoted(f'{before}{self.value}%')}"


def quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class ConditionsInput(forms.Widget):
    """Three inputs of the same names in each row."""

    def value_from_datadict(
        self, data: QueryDict | Mapping[str, Any], files: object, name: str
    ) -> list[Row]:
        lists = [
            data.getlist(part) if hasattr(data, "getlist") else [] for part in PARTS
        ]
        return [
            Row(
                field.strip(),
                operator if operator in OPERATORS else "is",
                value.strip(),
            )
            for field, operator, value in zip_longest(*lists, fillvalue="")
        ]


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
    def options(self) -> Sequence[Option]:
        """To choose among; nothing where several are typed."""
        if self.field is None or self.row.operator not in EQUAL:
            return ()
        return [option for option in self.field.options if option.active]

    @property
    def is_yes_or_no(self) -> bool:
        return self.field is not None and self.field.type == "boolean"


def fitting(field: Field | None) -> Sequence[str]:
    return BY_TYPE.get(field.type, OF_TEXT) if field else tuple(OPERATORS)


def fitted(row: Row, fields: Mapping[str, Field]) -> Row:
    """With the name of the field that was meant, and an operator that it has."""
    name = named(row.field, fields)
    operators = fitting(fields.get(name))
    operator = row.operator if row.operator in operators else operators[0]
    return Row(name, operator, row.value)


def problem_of(row: Row, fields: Mapping[str, Field]) -> str:
    if not row.field:
        return _("Choose the field that this condition is about.")
    if not row.value and row.operator not in WITHOUT_VALUE:
        return _("Write a value, or choose “is blank”.")
    try:
        soql.condition(row.text, fields)
    except ValueError as error:
        return str(error)
    return ""
