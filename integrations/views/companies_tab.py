"""Salesforce > Companies: the toggle, the sync rules and the field mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.views.decorators.http import require_safe

from integrations.engine import mappings
from integrations.engine.budget import budget
from integrations.engine.poll_cost import (
    fitting_seconds,
    minutes_between_deletions,
    of_a_day,
)
from integrations.forms.mapping_filter import MappingFilter
from integrations.models import Connection, Integration, Mapping
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

LINKED = Q(account_id__isnull=False, company_id__isnull=False)


@require_safe
@needs(Role.VIEWER)
def companies_tab(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    form = MappingFilter(request.GET)
    form.is_valid()
    rows = mappings.rows(integration)
    read = [connection.metadata_at for connection in integration.connections.all()]
    context = {
        "integration": integration,
        "is_connected": len(read) == len(Connection.Crm),
        "fields_read_at": min((at for at in read if at), default=None),
        "form": form,
        "rows": form.selected(rows),
        "total": len(rows),
        "saved": saved(request, integration),
        "poll_cost": of_a_day(integration),
        "poll_limit": poll_limit(integration),
        "deletions_every": minutes_between_deletions(integration),
    }
    return render_page(
        request, "integrations/companies_tab.html", context, partial="mappings"
    )


def poll_limit(integration: Integration) -> tuple[int, int] | None:
    """Where scheduled passes rest, and how seldom to ask to stay below it, if asking
    alone goes past that."""
    rests_at = budget(integration, 0).rests_at
    seconds = None if rests_at is None else fitting_seconds(integration, rests_at)
    return (rests_at, seconds) if rests_at is not None and seconds else None


def saved(request: HtmxRequest, integration: Integration) -> Mapping | None:
    """The mapping saved just now, while a resync could bring its values over (M9)."""
    pk = request.GET.get("saved", "")
    if request.htmx or not (pk.isdecimal() and integration.sync_companies):
        return None
    syncing = integration.mappings.exclude(rule=Mapping.Rule.NONE)
    found = syncing.exclude(status=Mapping.Status.ERROR).filter(pk=int(pk)).first()
    return found if found and integration.records.filter(LINKED).exists() else None
