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

    Whoever reads drops the marks that are no longer true; ``slimmed`` forgets them.
    """

    def __init__(self) -> None:
        self._marks: list[Mark] = []

    def __len__(self) -> int:
        return len(self._marks)

    def add(self, mark: Mark) -> None:
        marks = self._marks
        if not marks or marks[-1] < mark:
            marks.append(mark)
            return
        place = bisect_left(marks, mark, self._near_end(mark))
        if marks[place] != mark:
            marks.insert(place, mark)

    def _near_end(self, mark: Mark) -> int:
        """A place before the mark: new marks belong among the last ones."""
        marks, steps = self._marks, 1
        while steps < len(marks) and marks[-steps] >= mark:
            steps *= 2
        return max(0, len(marks) - steps)

    def replace(self, marks: list[Mark]) -> None:
        self._marks = sorted(marks)

    def count(self, first: Mark, last: Mark) -> int:
        return bisect_right(self._marks, last) - bisect_left(self._marks, first)

    def between(self, first: Mark, last: Mark) -> Iterator[Mark]:
        marks = self._marks
        for place in range(bisect_left(marks, first), bisect_right(marks, last)):
            yield marks[place]
