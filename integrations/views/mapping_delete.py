"""Delete a custom field mapping, after asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.mapping_change import Stale, delete, version
from integrations.engine.mappings import named
from integrations.models import Mapping
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.ADMIN)
def mapping_delete(request: HtmxRequest, pk: int) -> HttpResponse:
    mapping = get_object_or_404(Mapping, pk=pk, standard=False, system=False)
    if request.method == "POST":
        return deleted(request, mapping)
    linked = mapping.integration.records.exclude(account_id=None)
    context = {
        "mapping": mapping,
        "seen": version(mapping),
        "linked": linked.exclude(company_id=None).count(),
    }
    template = "integrations/mapping_delete.html"
    return render_page(request, template, context, partial="dialog")


def deleted(request: HtmxRequest, mapping: Mapping) -> HttpResponse:
    """What somebody changed meanwhile is looked at again before it goes."""
    seen = request.POST.get("seen") or version(mapping)
    try:
        delete(mapping, seen=seen, user=request.user)
    except Stale:
        text = _("%(mapping)s was changed meanwhile: look at it before you delete it.")
        messages.warning(request, text % {"mapping": named(mapping)})
    else:
        text = _("Deleted %(mapping)s. Both CRMs keep their values.")
        messages.success(request, text % {"mapping": named(mapping)})
    return redirect("companies-tab")
