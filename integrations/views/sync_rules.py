"""Salesforce > Companies > Company sync rules: changing them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.settings_change import Stale, change
from integrations.forms.sync_rules import BRAKE, SyncRulesForm
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.inclusion import changed_meanwhile

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def sync_rules(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    data = request.POST if request.method == "POST" else None
    form = SyncRulesForm(integration, data)
    if data is not None and saved(request, form):
        messages.success(request, _("Saved. The next sync follows the new rules."))
        return redirect("companies-tab")
    context = {
        "integration": Integration.current(),
        "form": form,
        "order": [form["first"], form["second"], form["third"]],
        "brake": [form[f"brake_{act}"] for act in BRAKE],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(
        request,
        "integrations/sync_rules.html",
        context,
        partial="form",
        status=status,
    )


def saved(request: HtmxRequest, form: SyncRulesForm) -> bool:
    if not form.is_valid():
        return False
    integration, seen = Integration.current(), form.cleaned_data["seen"]
    try:
        change(integration, form.wanted, user=request.user, seen=seen)
    except Stale:
        form.add_error(None, changed_meanwhile(integration))
        return False
    return True
