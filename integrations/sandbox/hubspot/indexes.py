"""From a value to the records that hold it."""

from __future__ import annotations


class ValueIndex:
    """Small and capital letters are the same here.

    Most values have one record, so one id is kept bare and only more as a tuple.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int | tuple[int, ...]] = {}

    def ids(self, value: str) -> tuple[int, ...]:
        held = self._ids.get(value.lower(), ())
        return (held,) if isinstance(held, int) else held

    def add(self, value: str, record_id: int) -> None:
        others = self.ids(value)
        both = (*others, record_id)
        self._ids[value.lower()] = both if others else record_id

    def remove(self, value: str, record_id: int) -> None:
        left = tuple(other for other in self.ids(value) if other != record_id)
        if left:
            self._ids[value.lower()] = left[0] if len(left) == 1 else left
        else:
            self._ids.pop(value.lower(), None)
