"""One sync run: how far it is, what it did with each record, and steering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from integrations import jobs
from integrations.engine import brake
from integrations.engine import runs as engine
from integrations.models import Outcome, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.page import HtmxRequest

WITH_PROBLEM = "problem"
ACTIONS = {
    "pause": engine.pause,
    "resume": engine.resume,
    "cancel": engine.cancel,
    "go_on": brake.go_on,
}


@require_safe
@needs(Role.VIEWER)
def run(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun.objects.select_related("user"), pk=pk)
    kind = request.GET.get("kind", "")
    context = {
        "run": found,
        "kinds": counted(found),
        "kind": kind,
        "page": page_of(chosen(found, kind), "-id", request.GET),
    }
    return render_page(request, "integrations/run.html", context, partial="outcomes")


def chosen(run: SyncRun, kind: str) -> QuerySet[Outcome]:
    if kind == WITH_PROBLEM:
        return run.outcomes.exclude(problems=[]).exclude(kind=Outcome.Kind.FAILED)
    return run.outcomes.filter(kind=kind) if kind else run.outcomes.all()


def counted(run: SyncRun) -> Iterator[tuple[str, StrOrPromise, int]]:
    """The kinds of outcomes with their labels and how many there are of each."""
    yield "", _("All"), run.done
    for value, label in Outcome.Kind.choices:
        yield value, label, getattr(run, value)
    yield WITH_PROBLEM, _("Problems"), run.problems


@require_safe
@needs(Role.VIEWER)
def run_progress(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun.objects.select_related("user"), pk=pk)
    response = render_page(
        request, "integrations/run_progress.html", {"run": found}, partial="progress"
    )
    return response if found.is_active else trigger_client_event(response, "run-over")


@require_POST
@needs(Role.OPERATOR)
def run_control(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun, pk=pk)
    action = ACTIONS.get(request.POST.get("action", ""))
    if action:
        action(found)
        jobs.ring(found)
    return redirect("run", pk)
