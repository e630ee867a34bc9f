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
    """``due`` is the clock's ``seconds`` at which the transaction ends.

    ``row`` is what it wrote; or it wrote nothing and only holds the row as it is.
    """

    due: float
    began: int
    table: Table
    row: Row
    is_written: bool


class Pending:
    """Nobody sees these rows, yet they lock their ids and unique values."""

    def __init__(self) -> None:
        self._held: list[Held] = []

    def hold(self, rows: Iterable[tuple[Table, Row]], due: float) -> None:
        self._held += [
            Held(due, mark_of(row)[0], table, row, is_written=True)
            for table, row in rows
        ]

    def lock(self, table: Table, row: Row, due: float, began: int) -> None:
        self._held.append(Held(due, began, table, row, is_written=False))

    def settle(self, seconds: float) -> None:
        for held in self._held:
            if held.due <= seconds and held.is_written:
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
        return min((held.began for held in self._held), default=None)
