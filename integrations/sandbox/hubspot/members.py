"""Who is on a list since when, in the order of record ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sortedcontainers import SortedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Members:
    def __init__(self, since: Iterable[tuple[int, int]] = ()) -> None:
        self._since: SortedDict = SortedDict(since)

    def __len__(self) -> int:
        return len(self._since)

    def __contains__(self, record_id: int) -> bool:
        return record_id in self._since

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._since))

    def since(self, record_id: int) -> int:
        millis: int = self._since[record_id]
        return millis

    def add(self, record_id: int, millis: int) -> bool:
        """False: it was a member already."""
        if record_id in self._since:
            return False
        self._since[record_id] = millis
        return True

    def remove(self, record_id: int) -> bool:
        """False: it was no member."""
        return self._since.pop(record_id, None) is not None

    def from_id(self, record_id: int) -> Iterator[tuple[int, int]]:
        for found in self._since.irange(record_id):
            yield found, self._since[found]

    def in_any_order(self) -> list[tuple[int, int]]:
        """Past the order of a sorted dictionary, which takes ten times as long."""
        return list(dict.items(self._since))

    def by_joining(self) -> list[tuple[int, int]]:
        return sorted(self._since.items(), key=lambda item: (item[1], item[0]))
