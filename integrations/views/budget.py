"""The API calls allocated to Syncadmin, for an admin to change."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.budget import Choice, Stale, choose, chosen, limit_of
from integrations.engine.stale_settings import clash
from integrations.engine.usage import Crm, used_lately
from integrations.forms.budget import BudgetForm
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.stale_settings import Clash
    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def call_budget(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    if request.method == "POST":
        return save(request, integration)
    form = form_of(integration, chosen(integration))
    return shown(request, form, HTTPStatus.OK)


def save(request: HtmxRequest, integration: Integration) -> HttpResponse:
    form = BudgetForm(limit_of(integration), data=request.POST)
    if not form.is_valid():
        return shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = form.cleaned_data["seen"]
    try:
        choose(integration, form.choice, seen=seen, user=request.user)
    except Stale:
        return told(request, form.choice, seen)
    messages.success(request, _("Saved: it holds from now on."))
    return redirect("health")


def told(request: HtmxRequest, wanted: Choice, seen: str) -> HttpResponse:
    integration = Integration.current()
    stale = clash(integration, asdict(wanted), lambda it: str(Choice(**it)) == seen)
    form = form_of(integration, Choice(**stale.kept))
    return shown(request, form, HTTPStatus.CONFLICT, stale)


def form_of(integration: Integration, wanted: Choice) -> BudgetForm:
    initial = {**asdict(wanted), "seen": str(chosen(integration))}
    return BudgetForm(limit_of(integration), initial=initial)


def shown(
    request: HtmxRequest,
    form: BudgetForm,
    status: HTTPStatus,
    stale: Clash | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "used": used_lately()[Crm.SALESFORCE],
        "stale": stale,
    }
    return render_page(
        request, "integrations/budget.html", context, partial="dialog", status=status
    )
