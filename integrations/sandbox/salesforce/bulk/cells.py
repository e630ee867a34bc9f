"""Cells of an uploaded file as the values of a write."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.schema.field import Field

NULL = "#N/A"
TRUE = frozenset(("true", "yes", "y", "on", "1"))
FALSE = frozenset(("false", "no", "n", "off", "0"))


def payload_of(columns: Iterable[Field], row: Iterable[str]) -> dict[str, object]:
    """An empty cell leaves its field as it is; ``#N/A`` clears it [mem]."""
    pairs = zip(columns, row, strict=True)
    return {field.name: _value(field, cell) for field, cell in pairs if cell != ""}


def _value(field: Field, cell: str) -> object:
    if cell == NULL:
        return None
    if field.type != "boolean":
        return cell
    if cell.lower() in TRUE:
        return True
    return False if cell.lower() in FALSE else cell
