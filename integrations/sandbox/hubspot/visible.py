"""What the search sees: the records in order of change, a little late."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sortedcontainers import SortedList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from integrations.sandbox.hubspot.records import Record

ID_BITS = 48
LATEST = 1 << 63


@dataclass(slots=True)
class _Late:
    """``shown`` is the version the search still has, None for a new record."""

    shown: Record | None
    until: float


class Visible:
    """Orders the records by change and by id, each change from its due second on.

    One integer holds stamp and id, so that a million records fit and a range of
    stamps is two bisections.
    """

    def __init__(self, current: Mapping[int, Record]) -> None:
        self._current = current
        self._changes: SortedList = SortedList()
        self._ids: SortedList = SortedList()
        self._late: dict[int, _Late] = {}
        self._due: list[tuple[float, int, Record]] = []
        self._turn = count()

    @property
    def late(self) -> list[int]:
        """The records of which something does not show yet."""
        return list(self._late)

    def load(self, records: Iterable[Record]) -> None:
        """Take many records that were not there before; quicker than one by one."""
        loaded = list(records)
        self._changes.update(_place(record) for record in loaded)
        self._ids.update(record.id for record in loaded)

    def replace(self, old: Record | None, new: Record, lag: float, now: float) -> None:
        self.settle(now)
        late = self._late.get(new.id)
        if lag <= 0 and late is None:
            self._show(old, new)
            return
        late = late or self._late.setdefault(new.id, _Late(old, 0.0))
        late.until = max(late.until, now + lag)
        heapq.heappush(self._due, (late.until, next(self._turn), new))

    def settle(self, now: float) -> None:
        """Show what is due by now."""
        while self._due and self._due[0][0] <= now:
            _, _, record = heapq.heappop(self._due)
            late = self._late[record.id]
            self._show(late.shown, record)
            late.shown = record
            if self._current.get(record.id) is record:
                del self._late[record.id]

    def get(self, record_id: int) -> Record | None:
        late = self._late.get(record_id)
        record = late.shown if late else self._current.get(record_id)
        return None if record is None or record.archived is not None else record

    def ids(self, low: int = 0, high: int = LATEST) -> range:
        """Places, in the order of ids, of the ids between both, themselves included."""
        return range(self._ids.bisect_left(low), self._ids.bisect_right(high))

    def changes(self, low: int = 0, high: int = LATEST) -> range:
        """Places, in the order of change, of the stamps between both, included."""
        first = self._changes.bisect_left(low << ID_BITS)
        return range(first, self._changes.bisect_left((high + 1) << ID_BITS))

    def by_id(self, places: range, *, backwards: bool = False) -> Iterator[Record]:
        for record_id in self._ids.islice(places.start, places.stop, backwards):
            yield self._seen(record_id)

    def by_change(self, places: range, *, backwards: bool = False) -> Iterator[Record]:
        for place in self._changes.islice(places.start, places.stop, backwards):
            yield self._seen(place & ((1 << ID_BITS) - 1))

    def _seen(self, record_id: int) -> Record:
        record = self.get(record_id)
        if record is None:
            raise LookupError(record_id)
        return record

    def _show(self, old: Record | None, new: Record) -> None:
        before = old if old is not None and old.archived is None else None
        after = new if new.archived is None else None
        if before is not None:
            self._changes.remove(_place(before))
        if after is not None:
            self._changes.add(_place(after))
        if before is None and after is not None:
            self._ids.add(new.id)
        if before is not None and after is None:
            self._ids.remove(new.id)


def _place(record: Record) -> int:
    return record.modified << ID_BITS | record.id
