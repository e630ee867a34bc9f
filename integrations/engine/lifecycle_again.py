"""Stages that HubSpot refused, and whether their companies still are to move there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine.lifecycle_moves import PROPERTY, Move, stage_of
from integrations.engine.retry import next_try
from integrations.engine.sync_errors import STAGE
from integrations.models import SyncError
from integrations.rules.lifecycle import advance

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet

    from integrations.engine.context import Context
    from integrations.models import Record
    from integrations.records import Company, Stage


def due(context: Context, moving: Collection[int]) -> list[SyncError]:
    """Those whose time has come; not of records that are ``moving`` anyway."""
    now, records = timezone.now(), context.integration.records.all()
    found = _standing().filter(record__in=records).exclude(record__in=moving)
    return [it for it in found if next_try(it.tries - 1, it.last_seen) <= now]


def of_records(context: Context, pks: Collection[int]) -> list[SyncError]:
    """Asked for before their time, but once in a run."""
    found = _standing().filter(record__in=pks)
    return list(found.filter(last_seen__lt=context.run.created_at))


def _standing() -> QuerySet[SyncError]:
    found = SyncError.objects.filter(code=STAGE, solved_at__isnull=True)
    return found.select_related("record").defer("raw")


def moves_again(
    context: Context, errors: Sequence[SyncError]
) -> tuple[list[Move], list[Record]]:
    """And the records that are past it, or that nobody wants there any more."""
    integration, hubspot = context.integration, context.clients.hubspot
    refused = {it.record.company_id or "": it for it in errors}
    ids = [id_ for id_, it in refused.items() if it.record.is_linked]
    if not (ids and integration.lifecycle_stage):
        return [], [it.record for it in refused.values()]
    companies = hubspot.read_companies(ids, [PROPERTY])
    stages = {stage.value: stage for stage in hubspot.lifecycle_stages()}
    moves = [
        _repeated(refused[id_], company, stages)
        for id_, company in companies.items()
        if advance(stage_of(company), [refused[id_].value], list(stages))
    ]
    going = {it.record.pk for it in moves}
    return moves, [it.record for it in refused.values() if it.record.pk not in going]


def _repeated(error: SyncError, company: Company, stages: Mapping[str, Stage]) -> Move:
    old = stages.get(stage_of(company) or "")
    return Move(error.record, None, old, stages[error.value])
