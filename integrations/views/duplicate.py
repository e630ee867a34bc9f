"""One decision about a possible duplicate, after saying what it means."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from integrations import jobs
from integrations.engine import duplicates as engine
from integrations.engine.merge_in_hubspot import merge_in_hubspot
from integrations.engine.starting import Refused
from integrations.models import Integration, Record
from integrations.page import Role, record_url, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.http import HttpResponse

    from integrations.engine.duplicates import Decided
    from integrations.page import HtmxRequest

ACTIONS: dict[str, Callable[[Record, User, str], Decided]] = {
    "link": lambda record, user, partner: engine.link_to(record, user, partner),
    "merge": lambda record, user, _partner: merge_in_hubspot(record, user),
    "create": lambda record, user, _partner: engine.create_new(record, user),
    "leave": lambda record, user, _partner: engine.leave(record, user),
    "take-back": lambda record, user, _partner: engine.take_back(record, user),
}
DONE = {
    "link": _("Linked. The two are compared now."),
    "merge": _("Merged in HubSpot. The link follows the one that is left."),
    "create": _("A new one is being created."),
    "leave": _("Left as it is."),
    "take-back": _("It waits for a decision again."),
}
STAYS = {"leave", "take-back"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def duplicate(request: HtmxRequest, pk: int, action: str) -> HttpResponse:
    if action not in ACTIONS:
        raise Http404
    record = get_object_or_404(Record, pk=pk, integration=Integration.current())
    partner = request.POST.get("partner") or request.GET.get("partner", "")
    refusal = ""
    if request.method == "POST":
        try:
            decided = ACTIONS[action](record, request.user, partner)
        except Refused as error:
            refusal = error.message
        else:
            return done(request, action, decided)
    known = {candidate["id"]: candidate for candidate in record.candidates}
    context = {
        "record": record,
        "action": action,
        "partner": known.get(partner) or next(iter(known.values()), {"id": partner}),
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render_page(
        request, "integrations/duplicate.html", context, partial="dialog", status=status
    )


def done(request: HtmxRequest, action: str, decided: Decided) -> HttpResponse:
    if decided.run:
        jobs.ring(decided.run)
    messages.success(request, DONE[action])
    return redirect("duplicates" if action in STAYS else record_url(decided.record))
