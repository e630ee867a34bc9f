"""Query results that are read page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.ids import IdSequence

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock
    from integrations.sandbox.salesforce.rendering import Shape
    from integrations.sandbox.salesforce.schema.field import Row

LIFETIME = 2 * 24 * 60 * 60
LOCATOR = re.compile(r"(\w{18})-(\d{1,9})\Z", re.ASCII)
KEPT_ROWS = 20_000_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """The rows as they were when the query ran."""

    locator: str
    rows: list[Row]
    shape: Shape
    page_size: int
    ends: float

    def page(self, offset: int, size: int) -> dict[str, object]:
        end = offset + size
        done = end >= len(self.rows)
        page: dict[str, object] = {"totalSize": len(self.rows), "done": done}
        if not done:
            base = f"/services/data/{self.shape.version}/query"
            page["nextRecordsUrl"] = f"{base}/{self.locator}-{end}"
        page["records"] = [self.shape.render(row) for row in self.rows[offset:end]]
        return page


class Cursors:
    """Locators start with ``0r8`` and live two days (documented)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = IdSequence("0r8")
        self._open: dict[str, Cursor] = {}

    def make(self, rows: list[Row], shape: Shape, page_size: int) -> Cursor:
        ends = self._clock.seconds() + LIFETIME
        return Cursor(self._ids.next(), rows, shape, page_size, ends)

    def keep(self, cursor: Cursor) -> None:
        self._open[cursor.locator] = cursor
        self._forget_oldest()

    def find(self, locator: str) -> tuple[Cursor, int]:
        """Give the cursor and where in it the page begins."""
        parts = LOCATOR.match(locator)
        cursor = self._open.get(parts[1]) if parts else None
        if parts is None or cursor is None or cursor.ends < self._clock.seconds():
            raise _invalid()
        if int(parts[2]) >= len(cursor.rows):
            raise _invalid()
        return cursor, int(parts[2])

    def _forget_oldest(self) -> None:
        """Rows are shared with the tables, so only their number costs memory."""
        kept = sum(len(cursor.rows) for cursor in self._open.values())
        while kept > KEPT_ROWS and len(self._open) > 1:
            oldest = self._open.pop(next(iter(self._open)))
            kept -= len(oldest.rows)


def _invalid() -> CallError:
    return CallError("INVALID_QUERY_LOCATOR", "invalid query locator")
