"""Light, dark, or as the system says: kept in a cookie, so that it needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 365 * 24 * 60 * 60


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(way_back(request))
    chosen = request.POST.get("theme")
    if chosen in {"light", "dark"}:
        response.set_cookie(
            "theme", chosen, max_age=YEAR, secure=request.is_secure(), samesite="Lax"
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def way_back(request: HttpRequest) -> str:
    """The browser knows the page best: a filter may have changed its address."""
    address = request.POST.get("next") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return address
    return reverse("companies")
