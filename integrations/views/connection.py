"""Connection: both CRMs tested, a suspension cleared, credentials replaced."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrations.engine.connections import missing_key
from integrations.engine.reconnect import OtherOrganisation, reconnect, way_in
from integrations.engine.suspension import retest
from integrations.errors import CrmError, Fatal
from integrations.forms.connection import form_for
from integrations.models import Connection, Integration
from integrations.page import Role, render_page, role_of
from integrations.spoken import spoken
from integrations.views.access import needs, require

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.forms.connection import HubSpotForm, SalesforceForm
    from integrations.page import HtmxRequest

REPLACE = "integrations/connection_replace.html"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.VIEWER)
def connection(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if request.method == "POST":
        require(request, Role.OPERATOR)
        tested(request, integration, clears=role_of(request.user) >= Role.ADMIN)
        return redirect("connection")
    context = {
        "integration": integration,
        "sides": [
            (it, way_in(it), "" if it.has_key_field else missing_key(it))
            for it in integration.connections.order_by("-crm")
        ],
    }
    return render_page(
        request, "integrations/connection.html", context, partial="connections"
    )


@require_POST
@needs(Role.ADMIN)
def clear_suspension(request: HtmxRequest) -> HttpResponse:
    if tested(request, Integration.current(), clears=True):
        messages.success(request, _("Syncing goes on with what changed meanwhile."))
    return redirect("health")


def tested(request: HtmxRequest, integration: Integration, *, clears: bool) -> bool:
    """Says what came of it; true when both connections work."""
    found = retest(integration, clears=clears)
    for crm, problem in found.items():
        if problem:
            messages.error(request, f"{crm}: {spoken(problem)}")
    works = bool(found) and not any(found.values())
    if works:
        messages.success(request, _("Both connections work."))
    return works


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def connection_replace(request: HtmxRequest, crm: str) -> HttpResponse:
    connections = Integration.current().connections
    replaced = get_object_or_404(connections, crm=crm)
    form = form_for(replaced, request.POST if request.method == "POST" else None)
    if replace(request, replaced, form):
        text = _("%(crm)s works with the new credentials.")
        messages.success(request, text % {"crm": replaced})
        return redirect("connection")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"connection": replaced, "form": form}
    return render_page(request, REPLACE, context, partial="form", status=status)


def replace(
    request: HtmxRequest, replaced: Connection, form: HubSpotForm | SalesforceForm
) -> bool:
    """Each refusal stands at the field that it is about."""
    if not form.is_valid():
        return False
    url = form.cleaned_data.get("url", replaced.url)
    try:
        reconnect(replaced, url, form.credentials, request.user)
    except OtherOrganisation as error:
        form.add_error(secret_of(form), other_organisation(error))
    except CrmError as error:
        about = secret_of(form) if isinstance(error, Fatal) else address_of(form)
        form.add_error(about, spoken(error.message))
    return form.is_valid()


def secret_of(form: HubSpotForm | SalesforceForm) -> str:
    return [*form.credentials][-1]


def address_of(form: HubSpotForm | SalesforceForm) -> str | None:
    return "url" if "url" in form.fields else None


def other_organisation(error: OtherOrganisation) -> str:
    return _(
        "These are for organisation %(found)s, but the records known here are of "
        "%(known)s. Nothing was stored."
    ) % {"found": error.found, "known": error.known}
