"""Actions > Resync on a record: at once, and the card shows what came of it (R4)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from integrations import jobs
from integrations.engine.resync import start_resync
from integrations.engine.starting import Refused
from integrations.models import Integration, Record, SyncRun
from integrations.page import Role, record_url, render_page
from integrations.views.access import needs
from integrations.views.company import facts_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

TEMPLATE = "integrations/resync_record.html"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def resync_record(request: HtmxRequest, pk: int) -> HttpResponse:
    """A refusal is shown at this address, which leads to the record when read again."""
    integration = Integration.current()
    record = get_object_or_404(Record, pk=pk, integration=integration)
    if request.method != "POST":
        return redirect(record_url(record))
    try:
        run = start_resync(
            integration,
            {"records": [record.pk]},
            cause=SyncRun.Cause.PERSON,
            user=request.user,
        )
    except Refused as error:
        context = {"record": record, "refusal": error.message}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_page(request, TEMPLATE, context, partial="result", status=status)
    jobs.ring(run)
    return redirect("resync-result", record.pk, run.pk)


@require_safe
@needs(Role.VIEWER)
def resync_result(request: HtmxRequest, pk: int, run: int) -> HttpResponse:
    """Asked again every second while the run goes on; then it redraws the card. A
    record that found its partner may live on in the partner's row."""
    made = get_object_or_404(SyncRun, pk=run, kind=SyncRun.Kind.RESYNC)
    outcomes = made.outcomes.select_related("record", "record__integration")
    outcome = outcomes.order_by("-pk").first()
    record = Record.objects.select_related("integration").filter(pk=pk).first()
    if record is None and outcome is not None:
        record = outcome.record
    if record is None:
        return redirect("run", made.pk)
    context = {**facts_of(record), "run": made, "outcome": outcome}
    return render_page(request, TEMPLATE, context, partial="result")
