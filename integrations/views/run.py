"""One sync run: how far it is, what it did with each record, and steering it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from integrations import jobs
from integrations.engine import brake
from integrations.engine import runs as engine
from integrations.engine.shown import Shown
from integrations.models import Outcome, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.page import HtmxRequest

WITH_PROBLEM = "problem"
DIGITS = 19  # of the largest id a database has
ACTIONS = {
    "pause": engine.pause,
    "resume": engine.resume,
    "cancel": engine.cancel,
    "go_on": brake.go_on,
}
TOO_LATE: dict[str, StrOrPromise] = {
    "pause": gettext_lazy("The run had ended before it could be paused."),
    "resume": gettext_lazy("The run had ended before it could be resumed."),
    "cancel": gettext_lazy("The run had ended before it could be cancelled."),
    "go_on": gettext_lazy("The run had ended before it could go on."),
}


@require_safe
@needs(Role.VIEWER)
def run(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        SyncRun.objects.select_related("user", "integration"), pk=pk
    )
    kind = request.GET.get("kind", "")
    newest = chosen(found, kind).order_by("-pk").values_list("pk", flat=True).first()
    context = {
        "run": found,
        "newest": newest or 0,
        "kinds": counted(found),
        "kind": kind,
        "page": page_of(with_records(chosen(found, kind)), "-id", request.GET),
        "shown": Shown(found.integration),
    }
    return render_page(request, "integrations/run.html", context, partial="outcomes")


def chosen(run: SyncRun, kind: str) -> QuerySet[Outcome]:
    if kind == WITH_PROBLEM:
        return run.outcomes.exclude(problems=[]).exclude(kind=Outcome.Kind.FAILED)
    return run.outcomes.filter(kind=kind) if kind else run.outcomes.all()


def with_records(outcomes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """And of these no more than a list of outcomes tells."""
    heavy = ("agreement", "candidates", "paused", "message")
    lean = [f"record__{name}" for name in heavy]
    return outcomes.select_related("record").defer(*lean)


def counted(run: SyncRun) -> Iterator[tuple[str, StrOrPromise, int]]:
    """The kinds of outcomes with their labels and how many there are of each."""
    yield "", _("All"), run.done
    labels = [_("Created"), _("Updated"), _("Unchanged"), _("Skipped"), _("Failed")]
    for value, label in zip(Outcome.Kind.values, labels, strict=True):
        yield value, label, getattr(run, value)
    yield WITH_PROBLEM, _("Problems"), run.problems


@require_safe
@needs(Role.VIEWER)
def run_progress(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun.objects.select_related("user"), pk=pk)
    below = meanwhile(found, request.GET) if "seen" in request.GET else {}
    context = {"run": found, **below}
    response = render_page(
        request, "integrations/run_progress.html", context, partial="progress"
    )
    return response if found.is_active else trigger_client_event(response, "run-over")


def meanwhile(run: SyncRun, query: Mapping[str, str]) -> dict[str, Any]:
    """For the list below, which stays as it is while somebody reads it: its counts, and
    whether it has newer records than were there (``seen``) when it was read."""
    kind, seen = query.get("kind", ""), query.get("seen", "")
    newest = int(seen) if seen.isdecimal() and len(seen) < DIGITS else 0
    newer = chosen(run, kind).filter(pk__gt=newest)
    return {
        "is_poll": True,
        "kinds": counted(run),
        "kind": kind,
        "is_empty": newest == 0,
        "has_newer": run.is_active and newer.exists(),
    }


@require_POST
@needs(Role.OPERATOR)
def run_control(request: HtmxRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SyncRun, pk=pk)
    action = request.POST.get("action", "")
    if action in ACTIONS:
        was_active = found.is_active
        ACTIONS[action](found)
        jobs.ring(found)
        cancelled = was_active and found.status == SyncRun.Status.CANCELLED
        if not (found.is_active or (cancelled and action == "cancel")):
            messages.warning(request, TOO_LATE[action])
    return redirect("run", pk)
