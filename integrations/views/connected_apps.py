"""Settings > Integrations > Connected apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine import connections
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs, require

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.VIEWER)
def connected_apps(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if request.method == "POST":
        return check_all(request, integration)
    context = {
        "integration": integration,
        "connections": integration.connections.order_by("-crm"),
    }
    return render_page(
        request, "integrations/connected_apps.html", context, partial="connections"
    )


def check_all(request: HtmxRequest, integration: Integration) -> HttpResponse:
    require(request, Role.OPERATOR)
    checked = {it: connections.check(it) for it in integration.connections.all()}
    for connection, problem in checked.items():
        if problem:
            messages.error(request, f"{connection}: {problem}")
    if checked and not any(checked.values()):
        messages.success(request, _("Both connections work."))
    return redirect("connected-apps")
