"""What htmx answers carry beside their partial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.messages import get_messages
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from integrations.page import HtmxRequest

    GetResponse = Callable[[HtmxRequest], HttpResponse]


def toasts(get_response: GetResponse) -> GetResponse:
    """Append the messages of the request to the partial, as an out-of-band swap."""

    def middleware(request: HtmxRequest) -> HttpResponse:
        response = get_response(request)
        is_page = not response.streaming and 200 <= response.status_code < 300
        if request.htmx and is_page:
            context = {"messages": get_messages(request)}
            response.write(render_to_string("components/toasts_oob.html", context))
        return response

    return middleware


def signed_out(get_response: GetResponse) -> GetResponse:
    """Reload the whole page when htmx was led to the login: the session is over."""

    def middleware(request: HtmxRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.htmx and match and match.url_name == "login":
            response.headers["HX-Refresh"] = "true"
        return response

    return middleware
