"""Both sides of one record as they are now, read from the CRMs while people wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from integrations.engine import preview
from integrations.models import Record
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def values(request: HtmxRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Record, pk=pk)
    context = {"record": record, "sides": preview.sides(record)}
    return render_page(request, "integrations/values.html", context, partial="table")
