"""What may follow a run: the rest past its limit, or its plan applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from integrations import jobs
from integrations.engine.plan_apply import start_plan
from integrations.engine.resync import go_on
from integrations.engine.starting import Refused
from integrations.models import SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_POST
@needs(Role.OPERATOR)
def run_go_on(request: HtmxRequest, pk: int) -> HttpResponse:
    return followed(request, pk, go_on)


@require_POST
@needs(Role.OPERATOR)
def run_apply(request: HtmxRequest, pk: int) -> HttpResponse:
    return followed(request, pk, start_plan)


def followed(
    request: HtmxRequest, pk: int, start: Callable[..., SyncRun]
) -> HttpResponse:
    run = get_object_or_404(SyncRun, pk=pk)
    try:
        following = start(run, cause=SyncRun.Cause.PERSON, user=request.user)
    except Refused as error:
        messages.error(request, error.message)
        return redirect("run", pk)
    jobs.ring(following)
    return redirect("run", following.pk)


@require_safe
@needs(Role.VIEWER)
def plan_counts(request: HtmxRequest, pk: int) -> HttpResponse:
    """The counts of a dry run, on the page that asked for it (I1)."""
    run = get_object_or_404(SyncRun, pk=pk, dry_run=True)
    return render_page(
        request, "integrations/plan_counts.html", {"run": run}, partial="counts"
    )
