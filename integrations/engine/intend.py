"""Say what is about to be written before it is: the lock on each record, and the
memory of a crash. One short transaction, before any call that changes a CRM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from integrations.engine.account_merges import release
from integrations.engine.claim import Lease, renew
from integrations.engine.item import Item
from integrations.engine.links import link
from integrations.engine.outlived import keep_outlived
from integrations.models import Intent, Record, SyncBatch, SyncRun
from integrations.rules.departures import Parting
from integrations.rules.matching import Linked
from integrations.rules.plan import Change, Create, Plan, Update

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.engine.context import Context

Planned = tuple[Item, Plan]
Memory = dict[int, list[dict[str, Any]]]
"""By record row: what an attempt set out to write."""
CREATION = "creation"


@dataclass(frozen=True, slots=True)
class Intended:
    """``held``: another batch is at work on these; ``before``: what an attempt of this
    same batch, cut off by a crash, had set out to write, by record."""

    ours: list[Planned]
    held: list[Item]
    before: Memory


def intend(context: Context, lease: Lease, planned: Sequence[Planned]) -> Intended:
    with transaction.atomic():
        renew(lease)
        before = _inherited(_standing(lease), planned)
        _stand(lease, planned, before)
        mine = set(_standing(lease))
        if len(mine) < len(planned) and _sweep(planned):
            _stand(lease, planned, before)
            mine = set(_standing(lease))
        mine -= _overtaken(planned)
        joined = _link(context, [pair for pair in planned if pair[0].record.pk in mine])
        ours = [pair for pair in planned if _is_ours(pair[0], mine, joined)]
        held = [item for item, _plan in planned if not _is_ours(item, mine, joined)]
        _stand_back(lease, held)
    return Intended(ours, held, before)


def _standing(lease: Lease) -> Memory:
    rows = Intent.objects.filter(batch=lease.batch)
    return dict(rows.values_list("record_id", "changes"))


def _inherited(before: Memory, planned: Sequence[Planned]) -> Memory:
    """An account whose company joins it goes on with what that one set out to do."""
    if not before:
        return before
    joining = {
        item.match.partner_id: item.record.pk
        for item, _plan in planned
        if isinstance(item.match, Linked)
    }
    rows = Record.objects.filter(company_id__in=list(joining), pk__in=list(before))
    pairs = rows.values_list("company_id", "pk")
    return {joining[id_ or ""]: before[pk] for id_, pk in pairs} | before


def _stand(lease: Lease, planned: Sequence[Planned], before: Memory) -> None:
    Intent.objects.bulk_create(
        [
            Intent(
                record=item.record,
                batch=lease.batch,
                changes=before.get(item.record.pk) or _memory(plan),
            )
            for item, plan in planned
        ],
        ignore_conflicts=True,
    )


def _overtaken(planned: Sequence[Planned]) -> set[int]:
    """A merge worked by another batch may have moved a link that is to end here, after
    it was read: it is read anew."""
    ending = {
        item.record.pk: (item.outlived or item.record).company_id
        for item, plan in planned
        if isinstance(plan, Parting)
    }
    rows = Record.objects.filter(pk__in=list(ending)).values_list("pk", "company_id")
    now = dict(rows) if ending else {}
    return {pk for pk, company_id in ending.items() if now.get(pk) != company_id}


def _stand_back(lease: Lease, held: Sequence[Item]) -> None:
    """Another batch took the partner first: leave the record to whoever comes next."""
    records = [item.record for item in held]
    Intent.objects.filter(batch=lease.batch, record__in=records).delete()


def _sweep(planned: Sequence[Planned]) -> int:
    """Remove what batches left behind that are done, or whose run is over and on which
    nobody works."""
    found = Intent.objects.filter(record__in=[item.record for item, _plan in planned])
    state = SyncBatch.State
    worked = Q(batch__state=state.LEASED, batch__lease_until__gte=timezone.now())
    ended = Q(batch__state__in=[state.DONE, state.FAILED])
    over = ~Q(batch__run__status__in=SyncRun.ACTIVE) & ~worked
    return found.filter(ended | over).delete()[0]


def others_at(records: Sequence[int], lease: Lease) -> set[int]:
    """The records that another batch is at work on, before a call is spent on them."""
    found = Intent.objects.filter(record__in=records).exclude(batch=lease.batch)
    waiting = Q(batch__run__status__in=SyncRun.ACTIVE) & Q(
        batch__state__in=[SyncBatch.State.READY, SyncBatch.State.LEASED]
    )
    return set(found.filter(waiting).values_list("record_id", flat=True))


def _memory(plan: Plan) -> list[dict[str, Any]]:
    """What an update wrote could not be told from the two sides after a crash. That a
    creation was on its way is enough: it is planned anew from the same record."""
    if isinstance(plan, Create):
        return [{CREATION: plan.side}]
    return changes_of(plan)


def changes_of(plan: Plan) -> list[dict[str, Any]]:
    if isinstance(plan, Create | Update):
        return [as_history(change) for change in plan.changes]
    return []


def as_history(change: Change) -> dict[str, Any]:
    """With HubSpot's own forms where they differ: an undo and the search for ping-pong
    go by the canonical ones, people read the others."""
    told = {
        "side": change.side,
        "property": change.property,
        "field": change.field,
        "old": change.old,
        "new": change.new,
    }
    if change.side == "salesforce":
        return told
    stood, wrote = change.stood or change.old, change.value or None
    own = {"stood": stood, "wrote": wrote}
    return told if (stood, wrote) == (change.old, change.new) else {**told, **own}


def _link(context: Context, planned: Sequence[Planned]) -> dict[str, str]:
    """Matches become links now: unique in the database before anything is written."""
    linked: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for item, _plan in planned:
        if not isinstance(item.match, Linked):
            release([item])
            continue
        pair = {item.match.partner_id: item.record.account_id or ""}
        if item.merged:
            linked |= _hand_over(context, item, pair)
        else:
            pairs |= pair
    return linked | (link(context.integration, pairs) if pairs else {})


def _hand_over(
    context: Context, item: Item, pair: Mapping[str, str]
) -> Mapping[str, str]:
    """The account that lost keeps its company unless the one that won can take it."""
    with transaction.atomic():
        release([item])
        keep_outlived(item)
        linked = link(context.integration, pair)
        transaction.set_rollback(not linked)
    return linked


def _is_ours(item: Item, mine: set[int], joined: Mapping[str, str]) -> bool:
    if item.record.pk not in mine:
        return False
    return not isinstance(item.match, Linked) or item.match.partner_id in joined
