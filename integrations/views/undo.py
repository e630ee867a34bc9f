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
from integrations.engine.undo_preview import preview_undo
from integrations.models import Integration, Outcome, Record, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


SIZE = 20
"""How many records are read in both CRMs for one page."""

MOST_COUNTED = 10_000


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
    return {
        "page": page,
        "total": 1 if isinstance(of, Record) else records_of(outcomes),
        "most": MOST_COUNTED,
        "preview": preview_undo(integration, page.rows),
        "shown": Shown(integration),
    }


def records_of(outcomes: QuerySet[Outcome]) -> int:
    """Counted no further than a page may take."""
    records = outcomes.values("record").distinct().order_by()
    return records[: MOST_COUNTED + 1].count()
