"""Merging records, which people do in Salesforce's pages: no REST call does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml.records import discard, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.schema.sobject import SObject


def merge(unit: Unit, kind: SObject, winner: str, losers: Sequence[str]) -> None:
    """Losers are deleted with a mark of the winner, their children change hands.

    Documented. The winner's stamp stays: whether it moves is not documented.
    """
    present(unit.org, kind, winner)
    for loser in losers:
        row = present(unit.org, kind, loser)
        _adopt(unit, kind, winner, loser)
        discard(unit, kind, row, MasterRecordId=winner)


def _adopt(unit: Unit, kind: SObject, winner: str, loser: str) -> None:
    now = unit.org.now()
    for child in unit.org.objects.values():
        table = unit.org.tables[child.name]
        for field in child.fields.values():
            if not field.updateable or field.reference_to != (kind.name,):
                continue
            for row in table.find_alive(field.name, loser):
                parent = None if row["Id"] == winner else winner
                unit.put(child, {**row, field.name: parent, "SystemModstamp": now})
