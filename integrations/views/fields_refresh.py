"""Read both CRMs' fields and properties anew, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integrations.engine.clients import NotConnected
from integrations.engine.freshness import refresh
from integrations.errors import CrmError
from integrations.models import Integration
from integrations.page import Role
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.engine.freshness import Refreshed
    from integrations.page import HtmxRequest

NAMED = 5


@require_POST
@needs(Role.ADMIN)
def fields_refresh(request: HtmxRequest) -> HttpResponse:
    try:
        found = refresh(Integration.current())
    except (CrmError, NotConnected) as error:
        messages.error(
            request,
            _("The fields could not be read: %(why)s") % {"why": error.message},
        )
    else:
        level = messages.WARNING if found.gone or found.changed else messages.SUCCESS
        messages.add_message(request, level, sentence(found))
    return redirect("companies-tab")


def sentence(found: Refreshed) -> str:
    parts = [
        _("Read %(fields)s Salesforce fields and %(properties)s HubSpot properties.")
        % {"fields": found.fields, "properties": found.properties}
    ]
    if found.came:
        parts.append(_("New: %(names)s.") % {"names": listed(found.came)})
    if found.gone:
        parts.append(_("Gone: %(names)s.") % {"names": listed(found.gone)})
    if found.changed:
        parts.append(_("Changed: %(names)s.") % {"names": listed(found.changed)})
    if not (found.came or found.gone or found.changed):
        parts.append(_("None came, went or changed."))
    return " ".join(parts)


def listed(names: list[str]) -> str:
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return (
        _("%(names)s and %(n)s more") % {"names": shown, "n": more}
        if more > 0
        else shown
    )
