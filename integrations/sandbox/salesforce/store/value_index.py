"""Which records hold a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.schema.field import Value


class ValueIndex:
    """Most values belong to one record, so a set is made only for the second."""

    def __init__(self, *, case_sensitive: bool) -> None:
        self._case_sensitive = case_sensitive
        self._holders: dict[Value, str | set[str]] = {}

    def find(self, value: Value) -> set[str]:
        holders = self._holders.get(self._key(value), set())
        return {holders} if isinstance(holders, str) else holders

    def add(self, value: Value, id_: str) -> None:
        key = self._key(value)
        holders = self._holders.get(key)
        if holders is None:
            self._holders[key] = id_
        elif isinstance(holders, str):
            self._holders[key] = {holders, id_}
        else:
            holders.add(id_)

    def remove(self, value: Value, id_: str) -> None:
        key = self._key(value)
        holders = self._holders[key]
        if isinstance(holders, str):
            del self._holders[key]
        else:
            holders.discard(id_)

    def _key(self, value: Value) -> Value:
        if isinstance(value, str) and not self._case_sensitive:
            return value.lower()
        return value
