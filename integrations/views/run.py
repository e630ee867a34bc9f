"""One sync run: how far it is, what it did with each record, and steering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from integrations import jobs
from integrations.engine import runs as engine
from integrations.models import Outcome, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

ACTIONS = {"pause": engine.pause, "resume": engine.resume, "cancel": engine.cancel}


@require_safe
@needs(Role.VIEWER)
def run(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun.objects.select_related("user"), pk=pk)
    kind = request.GET.get("kind", "")
    outcomes = found.outcomes.select_related("record")
    chosen = outcomes.filter(kind=kind) if kind in Outcome.Kind.values else outcomes
    context = {
        "run": found,
        "kinds": [
            (value, label, getattr(found, value))
            for value, label in Outcome.Kind.choices
        ],
        "kind": kind,
        "page": page_of(chosen, "-id", request.GET),
    }
    return render_page(request, "integrations/run.html", context, partial="outcomes")


@require_safe
@needs(Role.VIEWER)
def run_progress(request: HtmxRequest, pk: int) -> HttpResponse:
    context = {"run": get_object_or_404(SyncRun.objects.select_related("user"), pk=pk)}
    return render_page(
        request, "integrations/run_progress.html", context, partial="progress"
    )


@require_POST
@needs(Role.OPERATOR)
def run_control(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun, pk=pk)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action:
        action(found)
        jobs.ring(found)
    return redirect("run", pk)
