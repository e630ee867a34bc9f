"""A record that changed on both sides stands in line once: nothing is applied before
both CRMs are read, and one look at it then settles both edits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from integrations.engine.batches import Step
from integrations.engine.context import chunks
from integrations.models import Record, SyncBatch, SyncRun

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Item = Mapping[str, Any]
PLAIN = {"record", "account"}
# A batch holds 200 accounts with all their fields, and a first pass makes hundreds.
AT_ONCE = 20


def waiting_among(run: SyncRun, records: Sequence[Record]) -> set[int]:
    """Which of these this run may have queued already; whoever queues them meanwhile
    is waited for. Of a dry run, which leaves no mark on them, any."""
    pks = [record.pk for record in records]
    if run.dry_run:
        return set(pks)
    marked = Q(status=Record.Status.WAITING) | Q(retry_at__isnull=False)
    rows = Record.objects.filter(pk__in=pks).order_by("pk").select_for_update()
    return set(rows.filter(marked).values_list("pk", flat=True))


def once(
    run: SyncRun, items: Sequence[Item], waiting: Collection[int]
) -> Sequence[Item]:
    """Without those that stand in this run's line already and are not begun: there the
    fresher facts stay."""
    twice = {
        item["record"]: item
        for item in items
        if item["record"] in waiting and item.keys() == PLAIN
    }
    if not twice:
        return items
    SyncRun.objects.only("pk").select_for_update().get(pk=run.pk)
    found: set[int] = set()
    for part in chunks(_not_begun(run), AT_ONCE):
        found |= _freshened(part, twice)
    return [item for item in items if item["record"] not in found]


def _not_begun(run: SyncRun) -> list[int]:
    ready = run.batches.filter(step=Step.APPLY, state=SyncBatch.State.READY)
    return list(ready.values_list("pk", flat=True))


def _freshened(batches: Sequence[int], twice: Mapping[int, Item]) -> set[int]:
    """The records that these batches have."""
    found: set[int] = set()
    ready = SyncBatch.objects.filter(pk__in=batches, state=SyncBatch.State.READY)
    for batch in ready.select_for_update():
        old = batch.payload["items"]
        new = [_fresher(item, twice) for item in old]
        found |= {it["record"] for it in old if _is_twice(it, twice)}
        if new != old:
            batch.payload["items"] = new
            batch.save(update_fields=["payload"])
    return found


def _is_twice(item: Item, twice: Mapping[int, Item]) -> bool:
    return item.keys() == PLAIN and item["record"] in twice


def _fresher(item: Item, twice: Mapping[int, Item]) -> Item:
    """What has no account is read when its turn comes."""
    if not _is_twice(item, twice):
        return item
    other = twice[item["record"]]
    if not (item["account"] and other["account"]):
        return {**item, "account": None}
    return other if _stamp(other) > _stamp(item) else item


def _stamp(item: Item) -> datetime:
    return datetime.fromisoformat(item["account"]["SystemModstamp"])
