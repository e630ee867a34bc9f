"""Salesforce > Companies: the toggle, the sync rules and the field mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from integrations.engine import mappings
from integrations.forms.mapping_filter import MappingFilter
from integrations.models import Connection, Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


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
    }
    return render_page(
        request, "integrations/companies_tab.html", context, partial="mappings"
    )
