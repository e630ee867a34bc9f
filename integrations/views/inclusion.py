"""Limiting what syncs: the inclusion list, the default object, and the rules."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from integrations.engine.inclusion_choice import Stale, choose, chosen, offer
from integrations.forms.inclusion import CheckForm, InclusionForm
from integrations.models import Integration
from integrations.page import Role, render_page, role_of
from integrations.rules.creation import RULES
from integrations.rules.creation_table import TABLE
from integrations.views.access import needs, require

if TYPE_CHECKING:
    from django.http import HttpResponse

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
    data = request.POST if request.method == "POST" else None
    initial = {**asdict(present), "seen": str(present)}
    form = InclusionForm(offered, present, data=data, initial=initial)
    if data is not None and saved(request, integration, form):
        messages.success(request, _("Saved. The next pass asks companies again."))
        return redirect("inclusion")
    if role_of(request.user) < Role.ADMIN:
        for field in form.fields.values():
            field.disabled = True
    context = {"integration": integration, "form": form, "offer": offered}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, FORM, context, partial="form", status=status)


def saved(request: HtmxRequest, integration: Integration, form: InclusionForm) -> bool:
    require(request, Role.ADMIN)
    if not form.is_valid():
        return False
    seen = form.cleaned_data["seen"]
    try:
        choose(integration, form.choice, seen=seen, user=request.user)
    except Stale:
        form.add_error(None, changed_meanwhile(integration))
        return False
    return True


def changed_meanwhile(integration: Integration) -> str:
    last = integration.setting_changes.first()
    who = last.user if last and last.user else _("The command line")
    return _(
        "%(who)s changed these settings meanwhile: nothing was saved. Open the page "
        "again to see them as they are now."
    ) % {"who": who}
