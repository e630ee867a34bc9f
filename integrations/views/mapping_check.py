"""What is said of the rule and the values of a mapping, when one of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_POST

from integrations.engine import metadata
from integrations.forms.mapping import PairForm
from integrations.models import Integration
from integrations.page import Role
from integrations.views.access import needs
from integrations.views.mapping_panel import desk_for, panel

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_POST
@needs(Role.ADMIN)
def mapping_check(request: HtmxRequest) -> HttpResponse:
    integration, form = Integration.current(), PairForm(request.POST)
    known = metadata.known(integration)
    desk = desk_for(integration, form.chosen(known), known)
    context = {**panel(desk), "is_checked": True}
    return render(request, "components/mapping_notes.html", context)
