"""One batch from what was read to what is recorded: plan, intend, write, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine.anew import go_on, left_without
from integrations.engine.batches import Step, add_batches
from integrations.engine.brake import hold
from integrations.engine.context import GONE, Context, MappingsStale
from integrations.engine.decide import decide
from integrations.engine.dry import record_dry
from integrations.engine.followed import ORDERS, followed
from integrations.engine.gather import gather, renew_accounts
from integrations.engine.histories import with_histories
from integrations.engine.intend import Intended, Planned, intend, others_at
from integrations.engine.item import Item
from integrations.engine.judge import Done, Kind
from integrations.engine.outcomes import count_skipped, note
from integrations.engine.pingpong import without_ping_pong
from integrations.engine.plan_apply import held_to_plan
from integrations.engine.queueing import item as queued
from integrations.engine.record import record
from integrations.engine.undoing import undone
from integrations.engine.vanished import set_aside
from integrations.engine.write import Results, account_values, write
from integrations.errors import Rejected
from integrations.models import Record, SyncRun
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.engine.claim import Lease

Commit = Callable[[], None]
Row = Mapping[str, Any]
HELD_FOR, LONG_HELD = timedelta(seconds=1), timedelta(minutes=1)
MOST_ROUNDS = 3


def apply(context: Context, lease: Lease, payload: Mapping[str, Any]) -> Commit:
    free, busy = _split(lease, followed(payload["items"]))
    planned = plans(context, free)
    if context.run.dry_run:
        return lambda: record_dry(context, planned)
    refused: list[Done] = []
    if context.run.kind == SyncRun.Kind.PLAN:
        planned, refused = held_to_plan(context, planned, free)
    hold(context, lease, planned)
    intended = intend(context, lease, planned)
    results = write(context, lease, intended.ours)
    if not context.fresh and _lost_on_writing(results):
        raise MappingsStale
    if not payload.get("rounds"):
        intended = set_aside(intended, results)
    keep = record(context, intended, results)
    again = [*busy, *held(intended, free)]
    left = left_without(context, intended.ours)

    def commit() -> None:
        keep()
        note(context.run, refused)
        go_on(context.run, left)
        _queue_again(context, again, payload.get("rounds", 0))

    return commit


def _split(lease: Lease, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Free to be worked, and under another batch's hands."""
    others = others_at([row["record"] for row in rows], lease)
    free = [row for row in rows if row["record"] not in others]
    return free, [row for row in rows if row["record"] in others]


def plans(context: Context, rows: Sequence[Row]) -> list[Planned]:
    if context.run.kind == SyncRun.Kind.UNDO:
        return undone(context, rows)
    items = gather(context, rows, manual=context.run.scope.get("manual", False))
    if not context.fresh and any(_lost_property(context, item) for item in items):
        raise MappingsStale
    return _planned(context, items)


def _planned(context: Context, items: Sequence[Item]) -> list[Planned]:
    """What would write to Salesforce is planned from the account as it is now: a batch
    may have waited while somebody edited it."""
    planned = [(item, decide(context, item)) for item in items]
    planned = with_histories(context, planned)
    writing = [item for item, plan in planned if account_values(plan)]
    if not writing or context.run.dry_run:
        return without_ping_pong(context, planned)
    renew_accounts(context, writing)
    again = {id(item) for item in writing}
    planned = [
        (item, decide(context, item) if id(item) in again else plan)
        for item, plan in planned
    ]
    return without_ping_pong(context, with_histories(context, planned))


def _lost_property(context: Context, item: Item) -> bool:
    """HubSpot leaves out, silently, a property it no longer has: not to be taken for
    a blank one (recorded)."""
    company = item.company
    return company is not None and any(
        name not in company.properties for name in context.mapped_properties
    )


def _lost_on_writing(results: Results) -> bool:
    answers = (*results.hubspot.values(), *results.salesforce.values())
    return any(
        isinstance(answer, Rejected) and answer.code in GONE for answer in answers
    )


def held(intended: Intended, rows: Sequence[Row]) -> list[Row]:
    """To be read anew; what they are to apply or put back stays what it was."""
    orders = {
        row["record"]: {name: row[name] for name in ORDERS if name in row}
        for row in rows
    }
    records = [(it, it.merged or it.joined or it.record) for it in intended.held]
    return [
        {
            **queued(record),
            **(orders.get(item.record.pk) or orders.get(record.pk) or {}),
        }
        for item, record in records
    ]


def _queue_again(context: Context, rows: Sequence[Row], rounds: int) -> None:
    """These wait for the other batch in this same run, ever longer; in the end they
    are left to the next pass, so that this run can end."""
    if not rows:
        return
    now = timezone.now()
    if rounds >= MOST_ROUNDS:
        _leave(context, [row["record"] for row in rows], now)
        return
    payload = {"items": list(rows), "rounds": rounds + 1}
    soon = now + HELD_FOR * (1 << rounds)
    add_batches(context.run, [(Step.APPLY, payload)], not_before=soon)


def _leave(context: Context, pks: Sequence[int], now: datetime) -> None:
    """A pass does what a sync was about to; a plan or an undo only a person repeats."""
    if context.run.kind in {SyncRun.Kind.PLAN, SyncRun.Kind.UNDO}:
        _note_busy(
            context, pks, said("Another run held this record all the time: try again.")
        )
        return
    waiting = {"status": Record.Status.WAITING, "retry_at": now + LONG_HELD}
    Record.objects.filter(pk__in=pks).update(**waiting)
    if not context.run.scope.get("manual"):
        count_skipped(context.run, len(pks))
        return
    _note_busy(
        context,
        pks,
        said("Another run held this record all the time: the next one syncs it."),
    )


def _note_busy(context: Context, pks: Sequence[int], message: str) -> None:
    skip = Skip("busy", message)
    items = [Item(record) for record in Record.objects.in_bulk(pks).values()]
    done = [Done(it, skip, Kind.SKIPPED, skip.reason, skip.message) for it in items]
    note(context.run, done)
