"""Runs, sync errors and API calls over time, an hour or a day at a time (UTC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Sum, TextField
from django.db.models.functions import Cast, Substr

from integrations.models import Connection, HourlyCalls, SyncRun
from integrations.models.usage import this_hour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.functions import Substr as Expression
    from django_stubs_ext import StrOrPromise

    from integrations.models import Integration

ENDED = (*SyncRun.DONE, SyncRun.Status.FAILED, SyncRun.Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Period:
    """``letters`` of a moment as databases write it name its bucket."""

    step: timedelta
    buckets: int
    letters: int

    def moments(self) -> list[datetime]:
        """Where each bucket begins, oldest first; the last one goes on."""
        now = this_hour()
        last = now if self.step < timedelta(days=1) else now.replace(hour=0)
        return [last - self.step * n for n in reversed(range(self.buckets))]


PERIODS = {
    "day": Period(timedelta(hours=1), 24, len("2026-03-01 12")),
    "month": Period(timedelta(days=1), 30, len("2026-03-01")),
}


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    label: StrOrPromise
    counts: list[int]


@dataclass(frozen=True, slots=True)
class Trends:
    """Each series has a count for each of the moments."""

    period: Period
    moments: list[datetime]
    runs: list[Series]
    errors: list[int]
    calls: list[Series]


def trends(integration: Integration, period: Period) -> Trends:
    """Three queries, each answered with a row for each bucket and series."""
    moments = period.moments()
    return Trends(
        period,
        moments,
        _series(SyncRun.Status, ENDED, _runs(integration, period), moments),
        _counts(_errors(integration, period), moments),
        _series(Connection.Crm, Connection.Crm, _calls(period), moments),
    )


Found = dict[tuple[str, datetime], int]


def _runs(integration: Integration, period: Period) -> Found:
    rows = integration.runs.filter(
        created_at__gte=period.moments()[0], status__in=ENDED
    ).exclude(kind=SyncRun.Kind.BY_HAND)
    counted = rows.order_by().values_list("status", _bucket("created_at", period))
    return _found(counted.annotate(n=Count("pk")))


def _errors(integration: Integration, period: Period) -> dict[datetime, int]:
    rows = integration.errors.filter(first_seen__gte=period.moments()[0])
    counted = rows.order_by().values_list(_bucket("first_seen", period))
    return {_moment(text): n for text, n in counted.annotate(n=Count("pk"))}


def _calls(period: Period) -> Found:
    rows = HourlyCalls.objects.filter(hour__gte=period.moments()[0])
    counted = rows.values_list("crm", _bucket("hour", period))
    return _found(counted.annotate(n=Sum("calls")))


def _bucket(column: str, period: Period) -> Expression:
    """The beginning of its text: both databases write moments alike, and truncating
    them is a function in Python on SQLite."""
    return Substr(Cast(column, TextField()), 1, period.letters)


def _found(rows: Iterable[tuple[str, str, int]]) -> Found:
    return {(name, _moment(text)): n for name, text, n in rows}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _series(
    labels: type[SyncRun.Status | Connection.Crm],
    names: Iterable[str],
    found: Found,
    moments: list[datetime],
) -> list[Series]:
    return [
        Series(name, labels(name).label, [found.get((name, at), 0) for at in moments])
        for name in names
    ]


def _counts(found: dict[datetime, int], moments: list[datetime]) -> list[int]:
    return [found.get(at, 0) for at in moments]
