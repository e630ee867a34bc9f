"""Figures for Prometheus: by its bearer token, or for people with a role."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from integrations.engine.measures import measures
from integrations.page import Role
from integrations.views.access import require

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client.core import Metric

    from integrations.engine.measures import Measures
    from integrations.page import HtmxRequest

SCHEME = "Bearer "


@login_not_required
@require_safe
def metrics(request: HtmxRequest) -> HttpResponse:
    """An address of this machine proves nothing: a proxy calls from there for all."""
    if not has_token(request):
        if not request.user.is_authenticated:
            return log_in_first()
        require(request, Role.VIEWER)
    registry = CollectorRegistry()
    registry.register(Figures(measures()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def has_token(request: HtmxRequest) -> bool:
    sent = request.headers.get("Authorization", "")
    wanted = f"{SCHEME}{settings.METRICS_TOKEN}"
    matches = secrets.compare_digest(sent.encode(), wanted.encode())
    return bool(settings.METRICS_TOKEN) and matches


def log_in_first() -> HttpResponse:
    return HttpResponse(
        "Send METRICS_TOKEN as bearer token, or log in.\n",
        content_type="text/plain; charset=utf-8",
        status=HTTPStatus.UNAUTHORIZED,
        headers={"WWW-Authenticate": 'Bearer realm="Syncadmin metrics"'},
    )


class Figures(Collector):
    def __init__(self, found: Measures) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        found = self._found
        yield switch("sync_on", "Sync companies is on.", on=found.is_on)
        yield switch("suspended", "Syncing is suspended.", on=found.is_suspended)
        text = "A run stopped itself and waits for a decision."
        yield switch("asking", text, on=found.is_asking)
        yield gauge(
            "records", "Records known, by sync status.", "status", found.records
        )
        yield gauge("open_errors", "Open sync errors.", "category", found.open_errors)
        yield gauge("api_calls_24h", "Calls made in 24 hours.", "crm", found.calls)
        allowed = found.allowed_calls
        yield gauge("api_calls_allowed", "Calls a day the CRM allows.", "crm", allowed)
        yield runs(found.runs)
        text = "Age that the oldest change not yet synced may have."
        yield from seconds("behind_seconds", text, found.behind_seconds)
        text = "Since a worker last proved that it takes tasks."
        yield from seconds("heartbeat_age_seconds", text, found.heartbeat_seconds)


def gauge(name: str, text: str, label: str, values: Mapping[str, int]) -> Metric:
    made = GaugeMetricFamily(f"syncadmin_{name}", text, labels=[label])
    for value, n in values.items():
        made.add_metric([value], n)
    return made


def switch(name: str, text: str, *, on: bool) -> Metric:
    return GaugeMetricFamily(f"syncadmin_{name}", text, value=int(on))


def runs(values: Mapping[str, int]) -> Metric:
    made = CounterMetricFamily("syncadmin_runs", "Runs ended.", labels=["result"])
    for result, n in values.items():
        made.add_metric([result], n)
    return made


def seconds(name: str, text: str, value: float | None) -> Iterator[Metric]:
    """Left out while there is nothing to tell."""
    if value is not None:
        yield GaugeMetricFamily(f"syncadmin_{name}", text, value=value)
