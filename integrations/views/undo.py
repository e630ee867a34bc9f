"""Undo of a run or of a record's last sync: what would go back is shown first (R5)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from integrations import jobs
from integrations.engine.shown import Shown
from integrations.engine.starting import Refused
from integrations.engine.undo import settled, start_undo, written
from integrations.engine.undo_forecast import forecast_of, forecast_undo
from integrations.engine.undo_preview import preview_undo
from integrations.models import Integration, Record, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


SIZE = 20
"""How many records are read in both CRMs for one page."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def undo_run(request: HtmxRequest, pk: int) -> HttpResponse:
    integration = Integration.current()
    run = get_object_or_404(SyncRun, pk=pk, integration=integration)
    return undo(request, run, {"integration": integration, "run": run})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def undo_record(request: HtmxRequest, pk: int) -> HttpResponse:
    integration = Integration.current()
    record = get_object_or_404(Record, pk=pk, integration=integration)
    return undo(request, record, {"integration": integration, "record": record})


def undo(
    request: HtmxRequest, of: SyncRun | Record, context: dict[str, Any]
) -> HttpResponse:
    if request.method != "POST":
        return confirm(request, of, context)
    try:
        run = start_undo(
            of,
            cause=SyncRun.Cause.PERSON,
            user=request.user,
            dry_run="dry_run" in request.POST,
        )
    except Refused as error:
        return confirm(request, of, context, error.message)
    jobs.ring(run)
    return redirect("run", run.pk)


def confirm(
    request: HtmxRequest,
    of: SyncRun | Record,
    context: dict[str, Any],
    refusal: str = "",
) -> HttpResponse:
    try:
        shown = preview(request, context["integration"], of)
    except Refused as error:
        shown, refusal = {}, error.message
    return render_page(
        request,
        "integrations/undo.html",
        {**context, **shown, "refusal": refusal},
        partial="preview",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )


def preview(
    request: HtmxRequest, integration: Integration, of: SyncRun | Record
) -> dict[str, Any]:
    """A page of records at a time, each read in both CRMs now."""
    outcomes = written(settled(of))
    page = page_of(outcomes, "-id", request.GET, size=SIZE)
    previewed = preview_undo(integration, page.rows)
    is_read = not (page.before or page.after or previewed.problem)
    return {
        "page": page,
        "forecast": (
            forecast_of(previewed.records) if is_read else forecast_undo(outcomes)
        ),
        "preview": previewed,
        "shown": Shown(integration),
    }
