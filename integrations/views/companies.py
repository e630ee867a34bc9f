"""CRM > Companies: everything known of either CRM, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.engine.standing import by_status as standing
from integrations.forms.companies import CompanyFilter
from integrations.models import Integration, Record, SyncRun
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of, read_time
from integrations.views.ticks import records_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.page import HtmxRequest

# They travel in the address from page to page, and addresses have their limits.
MOST_ELSEWHERE = 300


@require_safe
@needs(Role.VIEWER)
def companies(request: HtmxRequest) -> HttpResponse:
    form = CompanyFilter(request.GET)
    form.is_valid()
    integration = Integration.current()
    found = form.found(integration)
    read = read_time if form.order.endswith("synced") else str
    is_search = bool(form.cleaned_data.get("q"))
    statuses = counted(by_status(found) if is_search else standing(integration))
    is_cut = form.goes_past(statuses[0][2])
    status = form.cleaned_data.get("status", "")
    total = next(count for value, _label, count in statuses if value == status)
    page = page_of(form.selected(found), form.order, request.GET, read=read)
    ticked = records_in(request.GET)
    elsewhere = sorted(ticked - {row.pk for row in page.rows})
    context = {
        "form": form,
        "integration": integration,
        "page": page,
        "ticked": ticked,
        "elsewhere": elsewhere[:MOST_ELSEWHERE],
        "let_go": len(elsewhere[MOST_ELSEWHERE:]),
        "refresh": refresh(request, integration),
        "statuses": statuses,
        "is_cut": is_cut,
        "total": None if is_cut else total,
    }
    return render_page(request, "integrations/companies.html", context, partial="list")


def refresh(request: HtmxRequest, integration: Integration) -> str:
    """How often the open list is read again: seldom while no run is going."""
    if integration.runs.filter(status__in=SyncRun.ACTIVE).exists():
        return "2s"
    is_later_page = any(request.GET.get(name) for name in ("after", "before"))
    return "10s" if integration.sync_companies and not is_later_page else ""


def by_status(records: QuerySet[Record]) -> dict[str, int]:
    return dict(records.values_list("status").annotate(Count("pk")).order_by())


def counted(counts: Mapping[str, int]) -> list[tuple[str, StrOrPromise, int]]:
    """Each status with its label and how many records have it, the total first."""
    each = [
        (value, label, counts.get(value, 0)) for value, label in Record.Status.choices
    ]
    return [("", _("All"), sum(counts.values())), *each]
