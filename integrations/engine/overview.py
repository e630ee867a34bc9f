"""What every page tells: whether anything keeps syncs from going on, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Exists,
    Func,
    IntegerField,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from integrations.models import Heartbeat, Integration, Record, SyncError, SyncRun

if TYPE_CHECKING:
    from datetime import datetime

SILENT_AFTER = timedelta(minutes=1)
PASSES_FIRST = Case(When(kind=SyncRun.Kind.SYNC, then=Value(0)), default=Value(1))


@dataclass(frozen=True, slots=True)
class Overview:
    """``asking`` stopped itself and waits for a person's word."""

    integration: Integration
    asking: SyncRun | None
    is_worker_alive: bool
    open_errors: int
    duplicates: int

    @property
    def rests_until(self) -> datetime | None:
        """Scheduled passes pause: their share of the day's calls is used."""
        until = self.integration.resting_until
        return until if until and until > timezone.now() else None

    @property
    def holds_all(self) -> bool:
        """No pass begins while one asks; what people start goes on beside it."""
        return self.asking is not None and self.asking.kind == SyncRun.Kind.SYNC

    @property
    def is_well(self) -> bool:
        integration = self.integration
        is_on = integration.sync_companies and not integration.suspended
        is_held = bool(self.asking or self.rests_until)
        return is_on and not is_held and self.is_worker_alive


def overview(integration: Integration) -> Overview:
    """One query: it is part of every page."""
    asking = asking_runs()
    run_id, is_worker_alive, open_errors, duplicates = (
        Integration.objects.filter(pk=integration.pk)
        .values_list(
            Subquery(asking.values("pk")[:1]),
            Exists(_beats()),
            _count(SyncError.objects.open().filter(integration=integration)),
            _count(integration.records.filter(status=Record.Status.DUPLICATE)),
        )
        .get()
    )
    run = asking.filter(pk=run_id).first() if run_id else None
    return Overview(integration, run, is_worker_alive, open_errors, duplicates)


def asking_runs() -> QuerySet[SyncRun]:
    """Passes first: they hold up the others."""
    asking = SyncRun.objects.filter(status__in=SyncRun.ACTIVE).exclude(asks="")
    return asking.order_by(PASSES_FIRST, "pk")


def is_worker_alive() -> bool:
    return _beats().exists()


def _beats() -> QuerySet[Heartbeat]:
    return Heartbeat.objects.filter(at__gte=timezone.now() - SILENT_AFTER)


def _count(rows: QuerySet[Any]) -> Subquery:
    """Without the GROUP BY of Django's own Count, which has no row for none."""
    counted = rows.order_by().annotate(n=Func("pk", function="COUNT"))
    return Subquery(counted.values("n"), output_field=IntegerField())
