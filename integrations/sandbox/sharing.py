"""Equal texts once in memory, when many records are read from a file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeVar

V = TypeVar("V")

MANY = 5_000


class Sharing:
    """Cities, owners and industries repeat; of names and the like few are tried."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[Any, Any]] = defaultdict(dict)

    def share(self, values: dict[str, V]) -> dict[str, V]:
        """Put the text that was there first in the place of each equal one."""
        for name, value in values.items():
            if isinstance(value, str):
                seen = self._seen[name]
                if len(seen) < MANY:
                    values[name] = seen.setdefault(value, value)
                else:
                    values[name] = seen.get(value, value)
        return values
