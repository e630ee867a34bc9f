"""Sync runs: the list, and starting one now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from integrations import jobs
from integrations.engine.starting import Refused, start_sync
from integrations.forms.runs import RunFilter
from integrations.models import Integration, SyncRun
from integrations.page import Role, is_pausing, render_page
from integrations.views.access import needs, require
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.VIEWER)
def runs(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if request.method == "POST":
        return sync_now(request, integration)
    form = RunFilter(request.GET)
    page = page_of(listed(integration, form), "-id", request.GET)
    context = {
        "integration": integration,
        "form": form,
        "page": page,
        "is_live": any(is_moving(run) for run in page.rows),
    }
    return render_page(request, "integrations/runs.html", context, partial="list")


def listed(integration: Integration, form: RunFilter) -> QuerySet[SyncRun]:
    """Without what a run covers: that may be 100,000 ids."""
    form.is_valid()
    found = form.selected(integration.runs.select_related("user"))
    return found.defer("scope", "rest", "marks")


def is_moving(run: SyncRun) -> bool:
    return run.is_active and (not run.is_paused or is_pausing(run))


def sync_now(request: HtmxRequest, integration: Integration) -> HttpResponse:
    require(request, Role.OPERATOR)
    try:
        run = start_sync(integration, cause=SyncRun.Cause.PERSON, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("runs")
    jobs.ring(run)
    return redirect("run", run.pk)
