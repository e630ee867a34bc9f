"""Search from everywhere: as one types, and as a form that leads to what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from integrations.engine.search import suggestions
from integrations.models import Integration
from integrations.page import Role, record_url, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

SHOWN = 8


@require_safe
@needs(Role.VIEWER)
def search(request: HtmxRequest) -> HttpResponse:
    """To the record when there is but one, else to the list that shows them all."""
    words = request.GET.get("q", "").strip()
    found = suggestions(Integration.current(), words, most=2)
    if len(found) == 1:
        return redirect(record_url(found[0]))
    return redirect(f"{reverse('companies')}?{urlencode({'q': words})}")


@require_safe
@needs(Role.VIEWER)
def search_suggestions(request: HtmxRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = suggestions(Integration.current(), words, most=SHOWN + 1)
    context = {"words": words, "found": found[:SHOWN], "more": len(found) > SHOWN}
    return render_page(
        request, "integrations/search.html", context, partial="suggestions"
    )
