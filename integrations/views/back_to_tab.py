"""Back to Salesforce > Companies, from a page or from what was opened above it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


def to_tab(request: HtmxRequest, *, saved: int | None = None) -> HttpResponse:
    """From a dialog with the filter that is set behind it, and without a fragment:
    a browser that is there already would not load the page again."""
    tab = reverse("companies-tab")
    if request.htmx:
        query = filter_behind(request, tab)
        query.pop("saved", None)
        if saved:
            query["saved"] = str(saved)
        return HttpResponseClientRedirect(f"{tab}?{query.urlencode()}".rstrip("?"))
    return redirect(f"{tab}?saved={saved}#saved" if saved else tab)


def filter_behind(request: HtmxRequest, tab: str) -> QueryDict:
    behind = urlsplit(request.htmx.current_url_abs_path or "")
    return QueryDict(behind.query if behind.path == tab else "", mutable=True)
