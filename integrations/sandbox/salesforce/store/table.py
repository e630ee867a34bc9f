"""The rows of one object, with the indexes that keep common calls cheap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.store.stamp_log import (
    GREATEST,
    LEAST,
    SLACK,
    StampLog,
)
from integrations.sandbox.salesforce.store.value_index import ValueIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.salesforce.schema.field import Field, Row, Value
    from integrations.sandbox.salesforce.store.stamp_log import Mark


def mark_of(row: Row) -> Mark:
    return cast("int", row["SystemModstamp"]), cast("str", row["Id"])


class Table:
    """A row is replaced, never changed: a cursor keeps the rows it has seen.

    Rows hold only the fields that are filled. Deleted rows stay, as in the recycle
    bin; ``alive`` counts the others. ``written`` are the ids of the rows that are
    others, or gone, since a file was brought up to date.
    """

    def __init__(self, fields: Iterable[Field]) -> None:
        self.rows: dict[str, Row] = {}
        self.alive = 0
        self.written: set[str] = set()
        self._ids: list[str] = []
        self._is_in_order = True
        self._log = StampLog()
        self._indexes: dict[str, ValueIndex] = {}
        for field in fields:
            if field.indexed:
                self.index(field)

    def __len__(self) -> int:
        return len(self.rows)

    def index(self, field: Field) -> None:
        index = ValueIndex(
            case_sensitive=field.case_sensitive or bool(field.relationship)
        )
        for id_, row in self.rows.items():
            if (value := row.get(field.name)) is not None:
                index.add(value, id_)
        self._indexes[field.name] = index

    def forget(self, name: str) -> None:
        """Drop a field with all its values."""
        self._indexes.pop(name, None)
        for id_, row in self.rows.items():
            if name in row:
                self.rows[id_] = {key: row[key] for key in row if key != name}
                self.written.add(id_)

    def is_indexed(self, name: str) -> bool:
        return name in self._indexes

    def get(self, id_: str) -> Row | None:
        return self.rows.get(id_)

    def items(self) -> Iterable[tuple[str, Row]]:
        return self.rows.items()

    def find(self, name: str, value: Value) -> set[str]:
        """Ids of the rows with the value, deleted ones included."""
        if name == "Id":
            return {str(value)} & self.rows.keys()
        return self._indexes[name].find(value)

    def find_alive(self, name: str, value: Value) -> list[Row]:
        found = (self.rows[id_] for id_ in sorted(self.find(name, value)))
        return [row for row in found if not row.get("IsDeleted")]

    def put(self, row: Row) -> None:
        mark = mark_of(row)
        self.written.add(mark[1])
        self._enter(row, mark)
        self._log.add(mark)
        if len(self._log) > 2 * len(self.rows) + SLACK:
            self._log.replace([mark_of(row) for row in self.rows.values()])

    def load(self, rows: Iterable[Row]) -> None:
        """Fill a fresh table; its file is written anew in any case."""
        for row in rows:
            self._enter(row, mark_of(row))
        self._log.replace([mark_of(row) for row in self.rows.values()])

    def remove(self, id_: str) -> None:
        """Take a row back that was never committed."""
        row = self.rows.pop(id_)
        self.written.add(id_)
        self._count(row, -1)
        del self._ids[bisect_left(self._ids, id_)]
        for name, index in self._indexes.items():
            if (value := row.get(name)) is not None:
                index.remove(value, id_)

    def by_id(self, first: str, last: str) -> Iterator[Row]:
        rows, ids = self.rows, self._ids
        if self._is_in_order and first == LEAST and last == GREATEST:
            return iter(rows.values())
        return (
            rows[ids[place]]
            for place in range(bisect_left(ids, first), bisect_right(ids, last))
        )

    def by_stamp(self, first: Mark, last: Mark) -> Iterator[Row]:
        find = self.rows.get
        return (
            row
            for stamp, id_ in self._log.between(first, last)
            if (row := find(id_)) is not None and row["SystemModstamp"] == stamp
        )

    def stamped(self, first: Mark, last: Mark) -> int:
        """Tell about how many rows ``by_stamp`` will look at."""
        return self._log.count(first, last)

    def _enter(self, row: Row, mark: Mark) -> None:
        id_ = mark[1]
        before = self.rows.get(id_, {})
        if before:
            self._count(before, -1)
        else:
            self._list(id_)
        self.rows[id_] = row
        self._count(row, 1)
        for name, index in self._indexes.items():
            old, new = before.get(name), row.get(name)
            if old != new:
                _move(index, id_, old, new)

    def _list(self, id_: str) -> None:
        if not self._ids or self._ids[-1] < id_:
            self._ids.append(id_)
        else:
            insort(self._ids, id_)
            self._is_in_order = False

    def _count(self, row: Row, step: int) -> None:
        if not row.get("IsDeleted"):
            self.alive += step


def _move(index: ValueIndex, id_: str, old: Value, new: Value) -> None:
    if old is not None:
        index.remove(old, id_)
    if new is not None:
        index.add(new, id_)
