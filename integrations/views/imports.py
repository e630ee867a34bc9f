"""CRM > Import: bringing in Salesforce accounts by hand."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from integrations import jobs
from integrations.engine import metadata, toggle
from integrations.engine.standing import sides
from integrations.engine.starting import Refused, start_import
from integrations.forms.condition_values import meant
from integrations.forms.conditions import Row, one_more
from integrations.forms.imports import ImportForm
from integrations.models import Integration, SyncRun
from integrations.page import Role, render_page
from integrations.salesforce import soql
from integrations.spoken import spoken
from integrations.views.access import needs, require

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from integrations.page import HtmxRequest
    from integrations.records import Field

EDITING = {"add", "remove", "adapt"}
"""Buttons that change the conditions and start nothing."""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.VIEWER)
def imports(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    form = form_of(request, metadata.fields(integration))
    if form.is_bound and (run := started(request, integration, form)):
        return redirect("plan-counts" if run.dry_run else "run", run.pk)
    context = {
        "integration": integration,
        "form": form,
        "fields": sorted(
            filter(soql.is_filterable, form.known.values()),
            key=lambda field: field.label.lower(),
        ),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(
        request, "integrations/import.html", context, partial="form", status=status
    )


def form_of(request: HtmxRequest, known: dict[str, Field]) -> ImportForm:
    """While somebody is still at the conditions, nothing is held against them."""
    if request.method != "POST":
        return ImportForm(known=known)
    form = ImportForm(request.POST, request.FILES, known=known)
    if not EDITING & request.POST.keys():
        return form
    rows = [meant(row, known) for row in edited(form.chosen, request.POST)]
    names = ("which", "ids")
    kept = {name: request.POST.get(name, "") for name in names}
    return ImportForm(initial={**kept, "where": rows}, known=known)


def edited(rows: list[Row], asked: QueryDict) -> list[Row]:
    """A row more, or without the one whose Remove was clicked."""
    if "add" in asked:
        return one_more(rows)
    gone = asked.get("remove", "")
    return [row for row in rows if str(row.number) != gone]


def started(
    request: HtmxRequest, integration: Integration, form: ImportForm
) -> SyncRun | None:
    require(request, Role.OPERATOR)
    if not form.is_valid():
        return None
    chosen = form.cleaned_data
    try:
        run = start_import(
            integration,
            cause=SyncRun.Cause.PERSON,
            user=request.user,
            where=chosen["where"],
            ids=chosen["ids"],
            dry_run="dry_run" in request.POST,
        )
    except Refused as refusal:
        form.add_error(None, spoken(refusal.message))
        return None
    jobs.ring(run)
    return run


@require_safe
@needs(Role.VIEWER)
def import_counts(request: HtmxRequest) -> HttpResponse:
    """Asks both CRMs, so it has an address of its own and the page need not wait."""
    integration = Integration.current()
    accounts, linked = sides(integration)
    context = {
        "facts": toggle.facts(integration),
        "known": accounts,
        "linked": linked,
    }
    return render_page(
        request, "integrations/import_counts.html", context, partial="counts"
    )
