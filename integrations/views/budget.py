"""The API calls allocated to Syncadmin, for an admin to change."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.budget import Stale, choose, chosen, limit_of
from integrations.engine.usage import Crm, used_lately
from integrations.forms.budget import BudgetForm
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def call_budget(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    present = chosen(integration)
    data = request.POST if request.method == "POST" else None
    form = BudgetForm(
        limit_of(integration),
        data=data,
        initial={**asdict(present), "seen": str(present)},
    )
    if saved(request, integration, form):
        messages.success(request, _("Saved: it holds from now on."))
        return redirect("health")
    context = {"form": form, "used": used_lately()[Crm.SALESFORCE]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(
        request, "integrations/budget.html", context, partial="dialog", status=status
    )


def saved(request: HtmxRequest, integration: Integration, form: BudgetForm) -> bool:
    if not form.is_valid():
        return False
    seen = form.cleaned_data["seen"]
    try:
        choose(integration, form.choice, seen=seen, user=request.user)
    except Stale:
        text = _("Somebody changed this meanwhile: open it again to see how it is now.")
        form.add_error(None, text)
        return False
    return True
