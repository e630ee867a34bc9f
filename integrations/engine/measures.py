"""The figures that a monitoring system watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.utils import timezone

from integrations.engine.health import synced_until
from integrations.engine.overview import asking_runs
from integrations.engine.standing import by_status
from integrations.engine.trends import ENDED
from integrations.engine.usage import used_lately
from integrations.models import Heartbeat, Integration, Record, SyncError, SyncRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Measures:
    """Seconds are None where nothing of the kind has happened yet."""

    is_on: bool
    is_suspended: bool
    is_asking: bool
    records: Mapping[str, int]
    open_errors: Mapping[str, int]
    runs: Mapping[str, int]
    calls: Mapping[str, int]
    allowed_calls: Mapping[str, int]
    behind_seconds: float | None
    heartbeat_seconds: float | None


def measures() -> Measures:
    integration = Integration.current()
    found = by_status(integration)
    runs = integration.runs.exclude(kind=SyncRun.Kind.BY_HAND)
    ended = runs.exclude(status__in=SyncRun.ACTIVE)
    limits = integration.connections.values_list("crm", "calls_allowed")
    return Measures(
        is_on=integration.sync_companies,
        is_suspended=bool(integration.suspended),
        is_asking=asking_runs().exists(),
        records={status: found.get(status, 0) for status in Record.Status},
        open_errors=_by("category", SyncError.objects.open(), SyncError.Category),
        runs=_by("status", ended, ENDED),
        calls=used_lately(),
        allowed_calls={crm: n for crm, n in limits if n is not None},
        behind_seconds=_age(synced_until(integration)),
        heartbeat_seconds=_age(Heartbeat.objects.aggregate(at=Max("at"))["at"]),
    )


def _by(column: str, rows: QuerySet[Any], values: Iterable[str]) -> dict[str, int]:
    """With a nought for each value that no row has."""
    found = dict(rows.order_by().values_list(column).annotate(Count("pk")))
    return {str(value): found.get(value, 0) for value in values}


def _age(moment: datetime | None) -> float | None:
    return max((timezone.now() - moment).total_seconds(), 0) if moment else None
