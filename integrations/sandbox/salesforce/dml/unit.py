"""One call's writes: seen at once, taken back together, or committed late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.duplicates import DuplicateTerms

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.salesforce.store.table import Table


class Unit:
    def __init__(self, org: Org, terms: DuplicateTerms | None = None) -> None:
        self.org = org
        self.terms = terms or DuplicateTerms()
        self._before: list[tuple[Table, str, Row | None]] = []

    def put(self, kind: SObject, row: Row) -> None:
        table, id_ = self.org.tables[kind.name], str(row["Id"])
        self._before.append((table, id_, table.rows.get(id_)))
        table.put(row)

    def mark(self) -> int:
        return len(self._before)

    def roll_back(self, mark: int = 0) -> None:
        """Take back what was written since the mark."""
        while len(self._before) > mark:
            table, id_, row = self._before.pop()
            if row is None:
                table.remove(id_)
            else:
                table.put(row)

    def postpone(self, seconds: float) -> None:
        """Hide what was written until the transaction commits."""
        written = {(id_, table): table.rows[id_] for table, id_, _ in self._before}
        self.roll_back()
        rows = [(table, row) for (_, table), row in written.items()]
        self.org.pending.hold(rows, self.org.clock.seconds() + seconds)
