"""Sync health: how it is, records by status, API calls, and all of it over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.views.decorators.http import require_safe

from integrations.engine.budget import Budget, budget
from integrations.engine.health import Health, health, verdict
from integrations.engine.overview import overview
from integrations.engine.trends import PERIODS, trends
from integrations.engine.usage import Crm, used_lately
from integrations.models import Integration, Record
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.page import HtmxRequest


class CallUse(NamedTuple):
    """None: the CRM has not told yet, or nothing is allocated. HubSpot tells what was
    used since midnight, Salesforce what was in the 24 hours before it told."""

    crm: Crm
    used: int
    used_by_all: int | None = None
    limit: int | None = None
    told_at: datetime | None = None
    allocated: int | None = None

    @property
    def is_since_midnight(self) -> bool:
        return self.crm == Crm.HUBSPOT

    @property
    def is_outgrown(self) -> bool:
        """Syncadmin alone used more than all apps had when the CRM told."""
        told = self.used_by_all
        return not self.is_since_midnight and told is not None and told < self.used


@require_safe
@needs(Role.VIEWER)
def sync_health(request: HtmxRequest) -> HttpResponse:
    asked = request.GET.get("period", "")
    period = asked if asked in PERIODS else "day"
    found = health(overview(Integration.current()))
    integration = found.overview.integration
    used = used_lately()
    present = budget(integration, used[Crm.SALESFORCE])
    context = {
        "health": found,
        "verdict": verdict(found),
        "statuses": counted(found),
        "waiting": found.statuses.get(Record.Status.WAITING, 0),
        "budget": present,
        "call_use": call_use(found, used, present),
        "period": period,
        "trends": trends(integration, PERIODS[period]),
    }
    return render_page(request, "integrations/health.html", context, partial="trends")


def counted(found: Health) -> list[tuple[str, StrOrPromise, int]]:
    return [
        (status, label, found.statuses.get(status, 0))
        for status, label in Record.Status.choices
    ]


def call_use(found: Health, used: Mapping[str, int], present: Budget) -> list[CallUse]:
    """Of what was allocated before Salesforce told a lower limit, that limit counts."""
    told = {
        it.crm: (it.calls_used, it.calls_allowed, it.calls_told_at)
        for it in found.connections
    }
    chosen = found.overview.integration.salesforce_allocation
    allocated = {Crm.SALESFORCE: chosen and present.allowed}
    return [
        CallUse(
            crm,
            used[crm],
            *told.get(crm, (None, None, None)),
            allocated=allocated.get(crm),
        )
        for crm in Crm
    ]
