"""The records of a run that is undone, newest outcome first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from integrations.engine.batches import Step
from integrations.engine.queueing import queue, set_total
from integrations.engine.undo import written

if TYPE_CHECKING:
    from integrations.engine.context import Context

Commit = Callable[[], None]
AT_ONCE = 2_000


def read_undo(context: Context, payload: Mapping[str, Any]) -> Commit:
    """The database's rows alone; each batch reads both sides when it is its turn."""
    found = written(context.run.scope).filter(record__isnull=False)
    page = found.filter(pk__lt=payload["before"]) if payload else found
    part = list(page.values_list("pk", "record_id")[:AT_ONCE])
    by_record: dict[int, list[int]] = defaultdict(list)
    for pk, record in part:
        by_record[record or 0].append(pk)

    def commit() -> None:
        if not payload:
            set_total(context.run, found.order_by().values("record").distinct().count())
        more = len(part) == AT_ONCE
        following = [(Step.READ_UNDO, {"before": part[-1][0]})] if more else []
        items = [{"record": pk, "undo": pks} for pk, pks in by_record.items()]
        queue(context.run, items, following)

    return commit
