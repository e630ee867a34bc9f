"""Limiting what syncs: the inclusion list, the default object, and the rules."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from integrations.engine.inclusion_choice import Choice, Stale, choose, chosen, offer
from integrations.engine.stale_settings import clash
from integrations.forms.inclusion import CheckForm, InclusionForm
from integrations.models import Integration
from integrations.page import Role, render_page, role_of
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from integrations.views.access import needs, require

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.inclusion_choice import Offer
    from integrations.engine.stale_settings import Clash
    from integrations.page import HtmxRequest

FORM = "integrations/inclusion_form.html"


@require_safe
@needs(Role.VIEWER)
def inclusion(request: HtmxRequest) -> HttpResponse:
    context = {
        "integration": Integration.current(),
        "check": CheckForm(),
        "rules": RULES,
        "situations": TABLE,
    }
    return render_page(
        request, "integrations/inclusion.html", context, partial="situations"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.VIEWER)
def inclusion_form(request: HtmxRequest) -> HttpResponse:
    """Asks HubSpot for its lists, so it has an address of its own."""
    integration = Integration.current()
    present, offered = chosen(integration), offer(integration)
    if request.method == "POST":
        return save(request, integration, offered)
    form = form_of(offered, present, present)
    if role_of(request.user) < Role.ADMIN:
        for field in form.fields.values():
            field.disabled = True
    return shown(request, form, offered, HTTPStatus.OK)


def save(
    request: HtmxRequest, integration: Integration, offered: Offer
) -> HttpResponse:
    require(request, Role.ADMIN)
    form = InclusionForm(offered, chosen(integration), data=request.POST)
    if not form.is_valid():
        return shown(request, form, offered, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = form.cleaned_data["seen"]
    try:
        choose(integration, form.choice, seen=seen, user=request.user)
    except Stale:
        return told(request, offered, form.choice, seen)
    messages.success(request, _("Saved. The next pass asks companies again."))
    return redirect("inclusion")


def told(
    request: HtmxRequest, offered: Offer, wanted: Choice, seen: str
) -> HttpResponse:
    integration = Integration.current()
    stale = clash(integration, asdict(wanted), lambda it: str(Choice(**it)) == seen)
    form = form_of(offered, chosen(integration), Choice(**stale.kept))
    return shown(request, form, offered, HTTPStatus.CONFLICT, stale)


def form_of(offered: Offer, present: Choice, wanted: Choice) -> InclusionForm:
    initial = {**asdict(wanted), "seen": str(present)}
    return InclusionForm(offered, present, initial=initial)


def shown(
    request: HtmxRequest,
    form: InclusionForm,
    offered: Offer,
    status: HTTPStatus,
    stale: Clash | None = None,
) -> HttpResponse:
    context = {
        "integration": Integration.current(),
        "form": form,
        "offer": offered,
        "stale": stale,
    }
    return render_page(request, FORM, context, partial="form", status=status)
