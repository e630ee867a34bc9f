"""Signing in, without losing the form that came when the session was over."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import LoginView
from django.core import signing
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from integrations.forms.connection import SECRETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

SALT = "unsent"
KEPT_FOR = timedelta(hours=1)
DROPPED = {"csrfmiddlewaretoken", *SECRETS}
"""The token is of the old session, and secrets are never written into a page."""


MARKS = {"next", "seen", "state", "version"}
"""Of the state that a person saw: nothing to be read."""


class LoginRequired(LoginRequiredMiddleware):
    """A page leads to the login; a form is taken along. Htmx keeps its page open."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        is_form = request.method == "POST" and "HX-Request" not in request.headers
        return taken_along(request) if answer and is_form else answer


def taken_along(request: HttpRequest) -> HttpResponse:
    context = {
        "form": AuthenticationForm(request),
        "next": came_from(request),
        "unsent": sealed(request),
    }
    status = HTTPStatus.FORBIDDEN
    return render(request, "registration/login.html", context, status=status)


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Whoever signed in meanwhile in another tab is asked nothing more."""

    redirect_authenticated_user = True

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        is_signed_in = request.user.is_authenticated
        unsent = self.unsent() if is_signed_in else None
        return unsent or super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "unsent": self.request.POST.get("unsent", "")}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        return self.unsent() or answer

    def unsent(self) -> HttpResponse | None:
        """What was typed, to be sent once more by its own form."""
        try:
            kept = signing.loads(
                self.request.POST.get("unsent", ""), salt=SALT, max_age=KEPT_FOR
            )
        except signing.BadSignature:
            return None
        context = {**kept, "shown": shown(kept["fields"])}
        return render(self.request, "registration/unsent.html", context)


def shown(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a person typed or chose, by the name of its field; several in one line."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        if name not in MARKS:
            found.setdefault(name, []).append(value)
    return [(plain(name), ", ".join(values)) for name, values in found.items()]


def plain(name: str) -> str:
    """A field that has no label here: its own name, without what only code needs."""
    return name.replace("_", " ").replace(":", ": ").replace("-", " ").capitalize()


def sealed(request: HttpRequest) -> str:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in DROPPED
        for value in values
    ]
    facts = {"path": request.get_full_path(), "page": came_from(request)}
    return signing.dumps({**facts, "fields": kept}, salt=SALT, compress=True)


def came_from(request: HttpRequest) -> str:
    """The page that the form is on; its address is not always the form's own."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    return urlsplit(page)._replace(scheme="", netloc="").geturl()
