"""CRM > Possible duplicates: records with several possible partners, to decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.engine import duplicates as engine
from integrations.engine.reasons import ACCOUNTS_MERGED, COMPANIES_MERGED
from integrations.engine.search import mentions
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from integrations.models import Record
    from integrations.page import HtmxRequest

LEFT = "left"
PAGE_SIZE = 20


@require_safe
@needs(Role.VIEWER)
def duplicates(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    found = chosen(integration, state)
    if words:
        found = found.filter(mentions(words))
    context = {
        "integration": integration,
        "connections": {it.crm: it for it in integration.connections.all()},
        "page": page_of(found, "name", request.GET, size=PAGE_SIZE),
        "state": state,
        "states": list(states(integration)),
        "merges": {"accounts": ACCOUNTS_MERGED, "companies": COMPANIES_MERGED},
    }
    return render_page(request, "integrations/duplicates.html", context, partial="list")


def chosen(integration: Integration, state: str) -> QuerySet[Record]:
    if state == LEFT:
        return engine.put_aside(integration)
    return engine.waiting(integration)


def states(integration: Integration) -> Iterator[tuple[str, StrOrPromise, int]]:
    yield "", _("To decide"), engine.waiting(integration).count()
    yield LEFT, _("Left"), engine.put_aside(integration).count()
