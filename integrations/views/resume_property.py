"""A field that rested on one record syncs again, because a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integrations.engine import pauses
from integrations.models import Integration, Record
from integrations.page import Role, record_url
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_POST
@needs(Role.OPERATOR)
def resume_property(request: HtmxRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Record, pk=pk, integration=Integration.current())
    name = request.POST.get("property", "")
    if name in pauses.paused_properties(record):
        pauses.resume_property(record, name, request.user)
        messages.success(request, _("The field syncs again with the next pass."))
    else:
        messages.info(request, _("This field does not rest any more."))
    return redirect(record_url(record))
