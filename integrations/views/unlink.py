"""Unlink a record, after saying what that means."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.engine.starting import Refused
from integrations.engine.unlink import unlink
from integrations.models import Integration, Record
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.OPERATOR)
def record_unlink(request: HtmxRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(Record, pk=pk, integration=Integration.current())
    refusal = ""
    if request.method == "POST":
        try:
            company = unlink(record, request.user)
        except Refused as error:
            refusal = error.message
        else:
            messages.success(request, _("Unlinked. Both records stay as they are."))
            return redirect("company", company.company_id)
    return render_page(
        request,
        "integrations/unlink.html",
        {"record": record, "refusal": refusal},
        partial="dialog",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )
