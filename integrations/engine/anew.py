"""Accounts resynced by hand whose company is gone: the run that ended their links goes
on and gives them another one (R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.batches import Step, add_batches
from integrations.engine.gone import gets_another
from integrations.engine.queueing import count_more, item
from integrations.engine.reasons import COMPANY_DELETED
from integrations.rules.departures import Parting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.models import Record, SyncRun

ANEW = "anew"
"""Marks what a run does beyond what it was shown to do: it was said it would."""


def left_without(context: Context, planned: Sequence[Planned]) -> list[Record]:
    """To be asked once it is recorded what became of them: a link may still stand."""
    if not gets_another(context):
        return []
    return [
        item.record
        for item, plan in planned
        if isinstance(plan, Parting)
        and plan.reason == COMPANY_DELETED
        and not item.record.is_linked
    ]


def go_on(run: SyncRun, records: Sequence[Record]) -> None:
    """Inside the transaction that ends their links. None of them is named twice."""
    if records:
        rows: list[Mapping[str, Any]] = [{**item(row), ANEW: True} for row in records]
        add_batches(run, [(Step.APPLY, {"items": rows})])
        count_more(run, len(rows))
