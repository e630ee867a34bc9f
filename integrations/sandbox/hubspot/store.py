"""The records of one object type, and every way to find one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sortedcontainers import SortedList

from integrations.sandbox.hubspot.indexes import ValueIndex
from integrations.sandbox.hubspot.visible import Visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record


class ObjectStore:
    """``merged`` leads from the id of a merged record to the one it lives on in.

    ``written`` are the ids of the records that are others, or gone, since a file was
    brought up to date.
    """

    def __init__(self, kind: ObjectKind) -> None:
        self.kind = kind
        self.merged: dict[int, int] = {}
        self.written: set[int] = set()
        self._records: dict[int, Record] = {}
        self._live: SortedList = SortedList()
        self._archived: SortedList = SortedList()
        self._indexes = {name: ValueIndex() for name in kind.looked_up}
        self.visible = Visible(self._records)

    def __len__(self) -> int:
        return len(self._live)

    def get(self, record_id: int) -> Record | None:
        """Live or archived; a merged record is gone."""
        return None if record_id in self.merged else self._records.get(record_id)

    def items(self) -> Iterator[tuple[int, Record]]:
        records = self._records.items()
        return (item for item in records if item[0] not in self.merged)

    def live(self, record_id: int) -> Record | None:
        record = self._records.get(record_id)
        return record if record is not None and record.archived is None else None

    def survivor(self, record_id: int) -> int:
        while record_id in self.merged:
            record_id = self.merged[record_id]
        return record_id

    def alike(self, name: str, value: str) -> tuple[int, ...]:
        """The live records with this value of an indexed property, in any case."""
        return self._indexes[name].ids(value)

    def holders(self, name: str, value: str) -> tuple[int, ...]:
        """The live records with exactly this value of an indexed property."""
        return tuple(
            found
            for found in self.alike(name, value)
            if self._records[found].properties.get(name) == value
        )

    def is_indexed(self, name: str) -> bool:
        return name in self._indexes

    def index(self, name: str) -> None:
        """Find records by this property from now on."""
        index = self._indexes[name] = ValueIndex()
        for record in self:
            if name in record.properties:
                index.add(record.properties[name], record.id)

    def __iter__(self) -> Iterator[Record]:
        return (self._records[record_id] for record_id in self._live)

    def from_id(self, record_id: int, *, archived: bool) -> Iterator[Record]:
        """In the order of ids, from this one on."""
        ids = self._archived if archived else self._live
        for found in ids.irange(record_id):
            yield self._records[found]

    def load(self, records: Iterable[Record]) -> None:
        """Fill a fresh store; its file is written anew in any case."""
        loaded = list(records)
        self._records.update((record.id, record) for record in loaded)
        self._live.update(record.id for record in loaded)
        self.visible.load(loaded)
        for record in loaded:
            self._index(record)

    def put(self, record: Record, lag: float, now: float) -> None:
        """``lag``: how many seconds later the search may know."""
        old = self._records.get(record.id)
        self._records[record.id] = record
        self.written.add(record.id)
        if old is not None and old.archived is None and record.archived is None:
            self._reindex(old, record)
        else:
            self._move(old, record)
        self.visible.replace(old, record, lag, now)

    def absorb(self, record: Record, into: int, lag: float, now: float) -> None:
        """Let a record end in another one; its id leads there from now on."""
        self.put(replace(record, archived=record.modified), lag, now)
        self._archived.remove(record.id)
        self.merged[record.id] = into

    def _move(self, old: Record | None, record: Record) -> None:
        if old is not None:
            self._forget(old)
        (self._live if record.archived is None else self._archived).add(record.id)
        self._index(record)

    def _reindex(self, old: Record, record: Record) -> None:
        """Only what changed: most writes leave most indexed values as they are."""
        for name, index in self._indexes.items():
            before, after = old.properties.get(name), record.properties.get(name)
            if before == after:
                continue
            if before is not None:
                index.remove(before, record.id)
            if after is not None:
                index.add(after, record.id)

    def _index(self, record: Record) -> None:
        if record.archived is None:
            for name, index in self._indexes.items():
                if name in record.properties:
                    index.add(record.properties[name], record.id)

    def _forget(self, record: Record) -> None:
        if record.archived is not None:
            self._archived.remove(record.id)
            return
        self._live.remove(record.id)
        for name, index in self._indexes.items():
            if name in record.properties:
                index.remove(record.properties[name], record.id)
