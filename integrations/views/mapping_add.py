"""A new field mapping."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine import metadata
from integrations.engine.mapping_change import Refused, add
from integrations.engine.mapping_offers import offers
from integrations.engine.mappings import named
from integrations.forms.mapping import PairForm
from integrations.models import Integration, Mapping
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.back_to_tab import to_tab
from integrations.views.mapping_panel import (
    Desk,
    asks_to_save,
    desk_for,
    panel,
    tell_saved,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.mapping_check import Draft
    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def mapping_add(request: HtmxRequest) -> HttpResponse:
    """Choices are saved only after their suggested partners were on the page."""
    integration, saving = Integration.current(), asks_to_save(request)
    form = form_of(request)
    desk = desk_of(request, integration, form)
    is_unseen = desk.has_values and not form.showed_values_of(desk.draft)
    if saving and form.is_valid() and not is_unseen:
        if made := added(request, integration, desk.draft):
            return to_tab(request, saved=made.pk)
        desk = desk_of(request, integration, form)
    context = {
        "form": form,
        "errors": form.errors if saving else {},
        "offers": offers(desk.known, desk.others, desk.property_),
        "is_unseen": saving and is_unseen,
        "is_checked": "check" in request.POST,
        **panel(desk),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if saving else HTTPStatus.OK
    template = "integrations/mapping_add.html"
    return render_page(request, template, context, partial="form", status=status)


def form_of(request: HtmxRequest) -> PairForm:
    """A link may say what to start with: ``?property=phone&field=Phone``."""
    data = request.POST if request.method == "POST" else None
    start = {"rule": Mapping.Rule.PREFER_SALESFORCE, **request.GET.dict()}
    return PairForm(data, initial=start)


def desk_of(request: HtmxRequest, integration: Integration, form: PairForm) -> Desk:
    known = metadata.known(integration)
    desk = desk_for(integration, form.chosen(known), known)
    if not desk.has_values:
        return desk.with_values({})
    if not form.showed_values_of(desk.draft):
        return desk.with_values({}).suggested()
    return desk.suggested() if "suggest" in request.POST else desk


def added(
    request: HtmxRequest, integration: Integration, draft: Draft
) -> Mapping | None:
    try:
        made = add(integration, draft, user=request.user)
    except Refused:
        return None
    saved = _("Added %(mapping)s. It holds from the next change of each record on.")
    tell_saved(request, saved % {"mapping": named(made)})
    return made
