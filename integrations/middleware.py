"""What htmx answers carry beside their partial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.messages import get_messages
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django_htmx.http import (
    push_url,
    reselect,
    reswap,
    retarget,
    trigger_client_event,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from integrations.page import HtmxRequest

    GetResponse = Callable[[HtmxRequest], HttpResponse]


def toasts(get_response: GetResponse) -> GetResponse:
    """Append the messages of the request to the partial, as an out-of-band swap.

    Where there is something to say, something was done: the frame looks again. Where
    there is nothing, no swap: an answer that comes after its place was drawn anew
    looks for the toasts in what is gone. Where htmx is led elsewhere, the page there
    says it.
    """

    def middleware(request: HtmxRequest) -> HttpResponse:
        response = get_response(request)
        if request.htmx and is_shown(response):
            messages = get_messages(request)
            if len(messages):
                trigger_client_event(response, "acted")
                context = {"messages": messages}
                response.write(render_to_string("components/toasts_oob.html", context))
        return response

    return middleware


def is_shown(response: HttpResponse) -> bool:
    is_page = 200 <= response.status_code < 300 and not response.streaming
    return is_page and "HX-Redirect" not in response


def signed_out(get_response: GetResponse) -> GetResponse:
    """Leave the page of htmx as it is when the session is over, and say what to do."""

    def middleware(request: HtmxRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.htmx and match and match.url_name == "login":
            return ask_to_log_in(request)
        return response

    return middleware


def ask_to_log_in(request: HtmxRequest) -> HttpResponse:
    """The way back is the page, not the part of it that was asked for."""
    context = {"page": request.htmx.current_url_abs_path or reverse("home")}
    response = render(request, "components/signed_out.html", context)
    response = reswap(retarget(response, "#signed-out"), "innerHTML")
    return push_url(reselect(response, "section"), url=False)
