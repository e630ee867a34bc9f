"""An admin's ``FIELD OP VALUE`` as SOQL that means exactly that."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from integrations.field_types import type_words
from integrations.ids import normalise_id
from integrations.salesforce.soql.literals import moment, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.records import Field

CONDITION = re.compile(
    r"\s*([A-Za-z]\w*)\s*(!=|<=|>=|=|<|>|\b(?:LIKE|IN)\b)\s*(.*\S)\s*",
    re.DOTALL | re.IGNORECASE,
)
ITEM = re.compile(r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]+?)\s*(?:,|$)""")
UNESCAPED = re.compile(r"\\(.)", re.DOTALL)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMBERS = {"int", "double", "currency", "percent", "long"}
IDS = {"id", "reference"}
UNFILTERABLE = {"address", "location", "base64", "complexvalue", "encryptedstring"}
LONGEST_FILTERABLE = 255  # documented: long text areas cannot be in WHERE
EXAMPLE = (
    "Write FIELD OP VALUE, such as: Industry = Banking (OP: = != < <= > >= LIKE IN)"
)


def condition(text: str, fields: Mapping[str, Field]) -> str:
    """Raises ValueError, in words for the admin who typed it."""
    found = CONDITION.fullmatch(text)
    if not found:
        raise ValueError(f"“{text.strip()}” is not a condition. {EXAMPLE}.")
    field = _field(found[1], fields)
    operator, value = found[2].upper(), found[3]
    if operator == "IN":
        literals = ",".join(_literal(field, item) for item in _items(value))
        return f"{field.name} IN ({literals})"
    _check_operator(field, operator, value)
    literal = "null" if _is_null(value) else _literal(field, _unquoted(value))
    return f"{field.name} {operator} {literal}"


def is_filterable(field: Field) -> bool:
    long_text = field.type == "textarea" and field.length > LONGEST_FILTERABLE
    return not (field.type in UNFILTERABLE or long_text)


def _field(name: str, fields: Mapping[str, Field]) -> Field:
    by_lower_name = {field.name.lower(): field for field in fields.values()}
    field = by_lower_name.get(name.lower())
    if field is None:
        near = get_close_matches(name.lower(), by_lower_name, n=1)
        hint = f" Did you mean {by_lower_name[near[0]].name}?" if near else ""
        raise ValueError(f"Salesforce accounts have no field {name}.{hint}")
    if not is_filterable(field):
        raise ValueError(
            f"Salesforce cannot select by {field.name} ({type_words(field)})."
        )
    return field


def _check_operator(field: Field, operator: str, value: str) -> None:
    typed = field.type in NUMBERS | IDS | {"boolean", "date", "datetime"}
    if operator == "LIKE" and typed:
        raise ValueError(
            f"LIKE is for text; {field.name} is a {type_words(field)} field."
        )
    if operator in {"=", "!="}:
        return
    if field.type == "boolean" or _is_null(value):
        raise ValueError(f"Compare {field.name} with {value} by = or != only.")


def _is_null(value: str) -> bool:
    """In quotes it is the word."""
    return value.lower() == "null"


def _items(value: str) -> Iterator[str]:
    """``a, 'b, c'`` with or without brackets around."""
    inner = value[1:-1] if value[0] + value[-1] == "()" else value
    end = 0
    while end < len(inner):
        found = ITEM.match(inner, end)
        if not found:
            raise ValueError(f"“{value}” is not a list. Write: Type IN Partner, Other.")
        yield _unquoted(found[1])
        end = found.end()


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return UNESCAPED.sub(r"\1", value[1:-1])
    return value


def _literal(field: Field, value: str) -> str:
    try:
        return _typed(field.type, value)
    except ValueError as error:
        raise ValueError(
            f"“{value}” does not fit {field.name} ({type_words(field)}): {error}."
        ) from error


def _typed(type_: str, value: str) -> str:
    if type_ in NUMBERS:
        return _number(value)
    if type_ in IDS:
        return quote(normalise_id(value))
    match type_:
        case "boolean":
            return _boolean(value)
        case "date":
            return _day(value)
        case "datetime":
            return _moment(value)
    return quote(value)


def _number(value: str) -> str:
    if not NUMBER.fullmatch(value):
        raise ValueError("write a plain number, such as 1000 or 12.5")
    return value


def _boolean(value: str) -> str:
    if value.lower() not in {"true", "false"}:
        raise ValueError("write true or false")
    return value.lower()


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("write a date, such as 2026-11-30") from None


def _moment(value: str) -> str:
    """A time without a zone is taken as UTC."""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("write a time, such as 2026-11-30T14:00:00Z") from None
    return moment(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))
