"""The bar that says what keeps syncs from going on, read again while a page is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def bar(request: HtmxRequest) -> HttpResponse:
    return render_page(request, "integrations/bar.html", {}, partial="bar")
