"""A company's record: how it stands, and what syncs did to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from integrations.engine.held_apart import held_apart
from integrations.engine.reasons import PARTINGS
from integrations.engine.shown import Shown
from integrations.engine.survivor import survivor_of
from integrations.engine.timeline import history_of, outcomes_of
from integrations.models import Integration, Outcome, Record, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

HISTORY_SIZE = 20
WRITTEN = ~Q(changes=[])
PARTED = Q(kind=Outcome.Kind.UPDATED, reason__in=PARTINGS)
BY_HAND = Q(run__kind=SyncRun.Kind.BY_HAND)


@require_safe
@needs(Role.VIEWER)
def company(request: HtmxRequest, company_id: int) -> HttpResponse:
    """The record of a company; by the id of one that was merged, the survivor's."""
    try:
        record = record_of(company_id=str(company_id))
    except Http404:
        survivor = survivor_of(Integration.current(), str(company_id))
        if survivor is None:
            raise
        return redirect("company", survivor.company_id)
    return show(request, record)


@require_safe
@needs(Role.VIEWER)
def account(request: HtmxRequest, account_id: str) -> HttpResponse:
    """The record of an account without a company; with one, the company's page."""
    record = record_of(account_id=account_id)
    if record.company_id:
        return redirect("company", record.company_id)
    return show(request, record)


def record_of(**side: str) -> Record:
    records = Record.objects.select_related("integration")
    return get_object_or_404(records, integration=Integration.current(), **side)


def show(request: HtmxRequest, record: Record) -> HttpResponse:
    written = history_of(record).filter(WRITTEN | PARTED | BY_HAND)
    context = {
        **facts_of(record),
        "page": page_of(written, "-id", request.GET, size=HISTORY_SIZE),
    }
    return render_page(request, "integrations/company.html", context, partial="history")


def facts_of(record: Record) -> dict[str, Any]:
    """What the card tells of it, and how its values are shown."""
    return {
        "record": record,
        "connections": {it.crm: it for it in record.integration.connections.all()},
        "errors": record.errors.open().order_by("-last_seen"),
        "last_outcome": outcomes_of(record).order_by("-id").first(),
        "apart": held_apart(record),
        "shown": Shown(record.integration),
    }
