"""What it would cost to bring the values of a mapping over at once (M9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.views.decorators.http import require_safe

from integrations.engine.forecast import forecast
from integrations.engine.starting import Refused
from integrations.models import Mapping
from integrations.page import Role
from integrations.views.access import needs

if TYPE_CHECKING:
    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def mapping_offer(request: HtmxRequest, pk: int) -> HttpResponse:
    """A sentence for the page that shows the mapping; it asks both CRMs."""
    mapping = get_object_or_404(Mapping, pk=pk)
    try:
        told = forecast(mapping.integration, {"mapping": mapping.property}).sentence
    except Refused as refused:
        told = refused.message
    return HttpResponse(escape(told))
