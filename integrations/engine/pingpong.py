"""Notice a field that two automations flip back and forth through the sync, before it
is written once more."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine.decide import decide
from integrations.engine.pauses import pause_property, pauses_of
from integrations.models import Outcome
from integrations.rules.flips import WITHIN, Write, flipping
from integrations.rules.plan import Update

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.engine.item import Item
    from integrations.rules.plan import Change, Plan

Writes = dict[tuple[int, str, str], list[Write]]
"""By record row, property and field: the link's key is one of two pairs."""


def without_ping_pong(context: Context, planned: Sequence[Planned]) -> list[Planned]:
    """One query for all the records about to be written."""
    now = timezone.now()
    updates = [item for item, plan in planned if isinstance(plan, Update)]
    writes = _writes([item.record.pk for item in updates], now) if updates else {}
    return [(item, _calmed(context, item, plan, writes, now)) for item, plan in planned]


def _calmed(
    context: Context, item: Item, plan: Plan, writes: Writes, now: datetime
) -> Plan:
    if not (writes and isinstance(plan, Update)):
        return plan
    fought = [
        change.property
        for change in plan.changes
        if _goes_on(change, item, writes.get(_place(item, change)), now)
    ]
    if not fought:
        return plan
    if context.run.dry_run:
        return decide(context, _with_a_rest(item, fought, now))
    for property_ in fought:
        pause_property(item.record, property_)
    return decide(context, item)


def _place(item: Item, change: Change) -> tuple[int, str, str]:
    return item.record.pk, change.property, change.field


def _with_a_rest(item: Item, fought: Sequence[str], now: datetime) -> Item:
    """As the item would be; its own record is left as it is."""
    record = copy(item.record)
    record.paused = {**record.paused, **dict.fromkeys(fought, now.isoformat())}
    return replace(item, record=record)


def _goes_on(
    change: Change, item: Item, writes: list[Write] | None, now: datetime
) -> bool:
    """Five flips are enough, if this would be the sixth; what was written before an
    earlier pause ended is forgotten."""
    end = pauses_of(item.record).get(change.property)
    before = [it for it in writes or () if end is None or it.at > end]
    this = Write(now, change.side, change.old, change.new)
    return flipping(before, now) and flipping([*before, this], now)


def _writes(pks: Sequence[int], now: datetime) -> Writes:
    found: Writes = defaultdict(list)
    rows = Outcome.objects.filter(
        record__in=pks, at__gt=now - WITHIN, run__dry_run=False
    ).exclude(changes=[])
    for pk, at, changes in rows.values_list("record_id", "at", "changes"):
        for it in changes:
            write = Write(at, it["side"], it["old"], it["new"])
            found[pk, it["property"], it["field"]].append(write)
    return found
