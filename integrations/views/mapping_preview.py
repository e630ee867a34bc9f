"""Which record to preview a mapping on (M11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from integrations.forms.companies import CompanyFilter
from integrations.models import Mapping
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

SHOWN = 20


@require_safe
@needs(Role.VIEWER)
def mapping_preview(request: HtmxRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(Mapping, pk=pk)
    form = CompanyFilter(request.GET)
    form.is_valid()
    records = form.selected(form.found(mapping.integration))
    linked = records.exclude(account_id=None).exclude(company_id=None)
    found = list(linked.order_by("-synced", "-pk")[: SHOWN + 1])
    context = {
        "mapping": mapping,
        "form": form,
        "records": found[:SHOWN],
        "is_cut": len(found) > SHOWN,
    }
    template = "integrations/mapping_preview.html"
    return render_page(request, template, context, partial="records")
