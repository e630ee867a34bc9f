"""Why?: the chain of rules of one record, asked of both CRMs while people wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from integrations.engine.clients import NotConnected
from integrations.engine.explain import explain
from integrations.engine.explain_facts import Unknown
from integrations.errors import CrmError
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def why(request: HtmxRequest, company_id: int) -> HttpResponse:
    return chain(request, company_id=str(company_id))


@require_safe
@needs(Role.VIEWER)
def why_account(request: HtmxRequest, account_id: str) -> HttpResponse:
    return chain(request, account_id=account_id)


def chain(request: HtmxRequest, **side: str) -> HttpResponse:
    """Also of a record that Syncadmin does not know yet."""
    context: dict[str, object] = {"asked": " ".join(side.values())}
    try:
        context["found"] = explain(Integration.current(), **side)
    except Unknown as error:
        raise Http404(error.message) from error
    except (NotConnected, CrmError) as error:
        context["problem"] = error.message
    return render_page(request, "integrations/why.html", context, partial="chain")
