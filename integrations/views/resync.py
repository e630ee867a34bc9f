"""Resync of a selection, of the list as filtered, or by one mapping: cost first."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations import jobs
from integrations.engine.forecast import forecast
from integrations.engine.resync import MOST_BY_HAND, start_resync
from integrations.engine.starting import Refused
from integrations.forms.companies import CompanyFilter
from integrations.models import Integration, Mapping, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.ticks import records_in

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def resync(request: HtmxRequest) -> HttpResponse:
    chosen = request.POST if request.method == "POST" else request.GET
    scope, context = scope_of(chosen), {"fields": fields_of(chosen)}
    if request.method == "POST":
        return begin(request, scope, context)
    return confirm(request, scope, context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def resync_mapping(request: HtmxRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(Mapping, pk=pk, integration=Integration.current())
    scope, context = {"mapping": mapping.property}, {"mapping": mapping}
    if request.method == "POST":
        return begin(request, scope, context)
    return confirm(request, scope, context)


def scope_of(chosen: QueryDict) -> dict[str, Any]:
    """The selected records, or all that the list's filter finds."""
    if chosen.get("which") == "listed":
        form = CompanyFilter(chosen)
        if not form.is_valid():
            return {"records": []}
        names = ("q", "status")
        return {"filter": {name: form.cleaned_data.get(name, "") for name in names}}
    return {"records": sorted(records_in(chosen))}


def fields_of(chosen: QueryDict) -> list[tuple[str, str]]:
    """The choice once more, for the form that confirms it."""
    names = [name for name in ("which", "q", "status", "record") if name in chosen]
    return [(name, value) for name in names for value in chosen.getlist(name)]


def confirm(
    request: HtmxRequest,
    scope: dict[str, Any],
    context: dict[str, Any],
    refusal: str = "",
) -> HttpResponse:
    told, refusal = told_cost(scope, refusal)
    return render_page(
        request,
        "integrations/resync.html",
        {
            **context,
            "forecast": told,
            "refusal": refusal,
            "is_by_hand": 0 < len(scope.get("records", ())) <= MOST_BY_HAND,
            "most_by_hand": MOST_BY_HAND,
        },
        partial="dialog",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )


def told_cost(scope: dict[str, Any], refusal: str) -> tuple[Any, str]:
    if not scope.get("records", True):
        return None, _("Nothing was chosen: select at least one record.")
    try:
        return forecast(Integration.current(), scope), refusal
    except Refused as error:
        return None, error.message


def begin(
    request: HtmxRequest, scope: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    if not scope.get("records", True):
        return confirm(request, scope, context)
    try:
        run = start_resync(
            Integration.current(),
            scope,
            cause=SyncRun.Cause.PERSON,
            user=request.user,
            dry_run="dry_run" in request.POST,
        )
    except Refused as error:
        return confirm(request, scope, context, error.message)
    jobs.ring(run)
    return redirect("run", run.pk)
