"""Records that were queued on their own and have been taken into their partner's row
since: they are worked on as that row, not lost with their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from integrations.engine.anew import ANEW
from integrations.models import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = Mapping[str, Any]
ORDERS = ("outcome", "undo", ANEW)


def followed(rows: Sequence[Row]) -> list[Row]:
    """Each record once. What a row is to apply or put back stays what it was."""
    pks = [row["record"] for row in rows]
    there = set(Record.objects.filter(pk__in=pks).values_list("pk", flat=True))
    gone = {
        company_id: row
        for row in rows
        if row["record"] not in there and (company_id := _company_id(row))
    }
    if not gone:
        return list(rows)
    heirs = Record.objects.filter(company_id__in=list(gone)).exclude(pk__in=there)
    kept = [row for row in rows if row["record"] in there]
    return kept + [_as(heir, gone[heir.company_id or ""]) for heir in heirs]


def _company_id(row: Row) -> str | None:
    company = row.get("company")
    found: str | None = company["id"] if company else row.get("company_id")
    return found


def _as(heir: Record, row: Row) -> Row:
    orders = {name: row[name] for name in ORDERS if name in row}
    return {"record": heir.pk, "account": None, **orders}
