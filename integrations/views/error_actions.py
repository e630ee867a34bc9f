"""Retrying and dismissing sync errors: ticked ones, a group, all of a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from integrations import jobs
from integrations.engine import dismissal, error_groups
from integrations.engine.health import grouped
from integrations.engine.starting import Refused
from integrations.engine.try_again import try_again
from integrations.forms.errors import ErrorFilter
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.models.error import SyncErrors
    from integrations.page import HtmxRequest


@require_POST
@needs(Role.OPERATOR)
def errors_retry(request: HtmxRequest) -> HttpResponse:
    integration, errors = Integration.current(), chosen(request)
    if not errors.exists():
        return nothing_chosen(request)
    try:
        asked = try_again(integration, errors, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return way_back(request)
    if asked.run:
        jobs.ring(asked.run)
        return redirect("run", asked.run.pk)
    messages.success(request, tried_later(asked.records))
    return way_back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def errors_dismiss(request: HtmxRequest) -> HttpResponse:
    """Asks first, unless the question was answered. Somebody who comes back to the
    question by its address finds the list: what was chosen is not known any more."""
    if request.method != "POST":
        return redirect("errors")
    errors = chosen(request)
    if "confirmed" not in request.POST:
        context = {
            "totals": error_groups.totals(errors),
            "hidden": hidden_fields(request),
            "next": target(request),
        }
        return render_page(
            request, "integrations/error_dismiss.html", context, partial="dialog"
        )
    count = dismissal.dismiss(errors, request.user)
    text = ngettext("Dismissed %(n)s error.", "Dismissed %(n)s errors.", count)
    messages.success(request, text % {"n": grouped(count)})
    return way_back(request)


@require_POST
@needs(Role.OPERATOR)
def errors_bring_back(request: HtmxRequest) -> HttpResponse:
    errors = chosen(request)
    if not errors.exists():
        return nothing_chosen(request)
    count = dismissal.bring_back(errors, request.user)
    text = ngettext(
        "Brought back %(n)s error. The next sync tries its record.",
        "Brought back %(n)s errors. The next sync tries their records.",
        count,
    )
    messages.success(request, text % {"n": grouped(count)})
    return way_back(request)


def chosen(request: HtmxRequest) -> SyncErrors:
    """The ticked ones of what the filter finds, or all of it; none if that is not a
    filter: too few can be mended, too many not."""
    form = ErrorFilter(request.POST)
    errors = Integration.current().errors.all()
    if not form.is_valid():
        return errors.none()
    selected = form.selected(errors)
    if request.POST.get("scope") == "all":
        return selected
    ticked = [int(pk) for pk in request.POST.getlist("error") if is_id(pk)]
    return selected.filter(pk__in=ticked)


def is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def hidden_fields(request: HtmxRequest) -> list[tuple[str, str]]:
    """The choice once more, for the form that confirms it."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def nothing_chosen(request: HtmxRequest) -> HttpResponse:
    messages.error(request, _("Nothing was chosen: tick at least one error."))
    return way_back(request)


def tried_later(records: int) -> str:
    text = ngettext(
        "A sync is going already. It or the next one tries %(n)s record again.",
        "A sync is going already. It or the next one tries %(n)s records again.",
        records,
    )
    return text % {"n": grouped(records)}


def way_back(request: HtmxRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(target(request))


def target(request: HtmxRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return address
    return reverse("errors")
