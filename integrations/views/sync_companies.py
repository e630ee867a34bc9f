"""Turning Sync companies on or off, with what that means said first."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations import jobs
from integrations.engine import toggle
from integrations.engine.starting import Refused
from integrations.errors import CrmError
from integrations.forms.sync_companies import SwitchOnForm
from integrations.models import Integration, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.back_to_tab import to_tab

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def switch_on(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if integration.sync_companies and request.method != "POST":
        return so_already(request, _("Sync companies was on already."))
    form = SwitchOnForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        try:
            census = toggle.switch_on(
                integration, user=request.user, from_now=form.from_now
            )
        except (Refused, CrmError) as error:
            refusal = error.message
        else:
            return switched_on(request, census)
    context = {"form": form, "facts": toggle.facts(integration), "refusal": refusal}
    return render_page(
        request,
        "integrations/switch_on.html",
        context,
        partial="dialog",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )


def so_already(request: HtmxRequest, text: str) -> HttpResponse:
    """Asked for from a page that is older than the switch."""
    messages.info(request, text)
    return to_tab(request)


def switched_on(request: HtmxRequest, census: SyncRun | None) -> HttpResponse:
    if census:
        jobs.ring(census)
    messages.success(request, _("Sync companies is on."))
    return redirect("companies-tab")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def switch_off(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if request.method == "POST":
        toggle.switch_off(integration, user=request.user)
        messages.success(request, _("Sync companies is off."))
        return redirect("companies-tab")
    if not integration.sync_companies:
        return so_already(request, _("Sync companies was off already."))
    running = integration.runs.filter(status__in=SyncRun.ACTIVE)
    context = {"running": running}
    return render_page(
        request, "integrations/switch_off.html", context, partial="dialog"
    )
