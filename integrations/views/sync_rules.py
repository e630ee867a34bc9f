"""Salesforce > Companies > Company sync rules: changing them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.settings_change import Stale, change, digest_of
from integrations.engine.stale_settings import clash
from integrations.forms.sync_rules import BRAKE, SyncRulesForm
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.stale_settings import Clash
    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def sync_rules(request: HtmxRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = SyncRulesForm(Integration.current(), data)
    if data is None:
        return shown(request, form, HTTPStatus.OK)
    if not form.is_valid():
        return shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = form.cleaned_data["seen"]
    try:
        change(Integration.current(), form.wanted, user=request.user, seen=seen)
    except Stale:
        return told(request, form.wanted, seen)
    messages.success(request, _("Saved. The next sync follows the new rules."))
    return redirect("companies-tab")


def told(request: HtmxRequest, wanted: dict[str, Any], seen: str) -> HttpResponse:
    integration = Integration.current()
    stale = clash(integration, wanted, lambda it: digest_of(it.values()) == seen)
    form = SyncRulesForm(integration, **stale.kept)
    return shown(request, form, HTTPStatus.CONFLICT, stale)


def shown(
    request: HtmxRequest,
    form: SyncRulesForm,
    status: HTTPStatus,
    stale: Clash | None = None,
) -> HttpResponse:
    context = {
        "integration": Integration.current(),
        "form": form,
        "order": [form["first"], form["second"], form["third"]],
        "brake": [form[f"brake_{act}"] for act in BRAKE],
        "stale": stale,
    }
    template = "integrations/sync_rules.html"
    return render_page(request, template, context, partial="form", status=status)
