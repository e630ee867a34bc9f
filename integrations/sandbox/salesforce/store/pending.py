"""Rows written by transactions that have not committed yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.store.table import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.schema.field import Row, Value
    from integrations.sandbox.salesforce.store.table import Table


@dataclass(frozen=True, slots=True)
class Held:
    """``due`` is the clock's ``seconds`` at which the row shows."""

    due: float
    table: Table
    row: Row


class Pending:
    """Nobody sees these rows, yet they lock their ids and unique values."""

    def __init__(self) -> None:
        self._held: list[Held] = []

    def hold(self, rows: Iterable[tuple[Table, Row]], due: float) -> None:
        self._held += [Held(due, table, row) for table, row in rows]

    def settle(self, seconds: float) -> None:
        for held in self._held:
            if held.due <= seconds:
                held.table.put(held.row)
        self._held = [held for held in self._held if held.due > seconds]

    def locks(self, table: Table, id_: str) -> bool:
        return self.claims(table, "Id", id_)

    def claims(self, table: Table, name: str, value: Value) -> bool:
        return any(
            held.table is table and held.row.get(name) == value for held in self._held
        )

    def oldest(self) -> int | None:
        """When the longest open transaction began to write."""
        return min((mark_of(held.row)[0] for held in self._held), default=None)
