"""The records of an object in the order of their last change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Mark = tuple[int, str]

LEAST, GREATEST = "", "~"
FIRST: Mark = (-(10**12), LEAST)
LAST: Mark = (10**12, GREATEST)
SLACK = 1024


class StampLog:
    """Marks are (SystemModstamp, id), sorted; a changed record leaves its old one.

    Whoever reads drops the marks that are no longer true; ``replace`` forgets them.
    New ones are put in their places only when somebody reads.
    """

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._new: list[Mark] = []

    def __len__(self) -> int:
        return len(self._marks) + len(self._new)

    def add(self, mark: Mark) -> None:
        self._new.append(mark)

    def replace(self, marks: list[Mark]) -> None:
        self._marks = sorted(marks)
        self._new = []

    def count(self, first: Mark, last: Mark) -> int:
        marks = self._sorted()
        return bisect_right(marks, last) - bisect_left(marks, first)

    def between(self, first: Mark, last: Mark) -> Iterator[Mark]:
        marks = self._sorted()
        places = range(bisect_left(marks, first), bisect_right(marks, last))
        return map(marks.__getitem__, places)

    def _sorted(self) -> list[Mark]:
        marks = self._marks
        if self._new:
            place = bisect_left(marks, min(self._new))
            marks[place:] = sorted({*marks[place:], *self._new})
            self._new = []
        return marks
