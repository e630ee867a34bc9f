"""Conditions on account fields, chosen row by row, as the engine takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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

    from integrations.records import Field

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
NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)

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


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody chose; any part may be missing still.

    Its number stays while others come and go.
    """

    field: str = ""
    operator: str = "is"
    value: str = ""
    number: int = 1

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
        rows = [
            Row(
                field.strip(),
                operator if operator in OPERATORS else "is",
                value.strip(),
            )
            for field, operator, value in zip_longest(*lists, fillvalue="")
        ]
        given = data.getlist("row") if hasattr(data, "getlist") else []
        return numbered(rows, given)


def numbered(rows: Sequence[Row], given: Sequence[str]) -> list[Row]:
    """As the page told them apart, or else by position."""
    known = [int(it) for it in given if NUMBER.fullmatch(it)]
    is_told = len(given) == len(set(known)) == len(rows)
    numbers = known if is_told else range(1, len(rows) + 1)
    return [replace(row, number=it) for row, it in zip(rows, numbers, strict=True)]


def one_more(rows: Sequence[Row]) -> list[Row]:
    return [*rows, Row(number=1 + max((row.number for row in rows), default=0))]


def fitting(field: Field | None) -> Sequence[str]:
    return BY_TYPE.get(field.type, OF_TEXT) if field else tuple(OPERATORS)


def fitted(row: Row, fields: Mapping[str, Field]) -> Row:
    """With the name of the field that was meant, and an operator that it has."""
    name = named(row.field, fields)
    operators = fitting(fields.get(name))
    operator = row.operator if row.operator in operators else operators[0]
    return replace(row, field=name, operator=operator)


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
