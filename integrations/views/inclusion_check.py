"""Check a company: would it create an account, and by which criteria? (A1)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from integrations.engine.clients import NotConnected
from integrations.engine.explain import explain
from integrations.engine.explain_facts import Unknown
from integrations.engine.selection import listed
from integrations.errors import CrmError
from integrations.forms.inclusion import CheckForm
from integrations.models import Integration, Record
from integrations.page import Role, render_page
from integrations.views.access import needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.page import HtmxRequest

MOST = 20


@require_safe
@needs(Role.VIEWER)
def inclusion_check(request: HtmxRequest) -> HttpResponse:
    form = CheckForm(request.GET)
    form.is_valid()
    context = {"check": form, **answered(form.cleaned_data.get("company", ""))}
    template = "integrations/inclusion_check.html"
    return render_page(request, template, context, partial="result")


def answered(words: str) -> dict[str, object]:
    """The criteria of the one company meant, or the companies to choose from."""
    integration = Integration.current()
    company_id, companies = words, []
    if words and not (words.isascii() and words.isdecimal()):
        companies = named(integration, words)
        company_id = companies[0].company_id or "" if len(companies) == 1 else ""
    if not company_id:
        return {"companies": companies, "nobody": bool(words) and not companies}
    try:
        return {"found": explain(integration, company_id=company_id)}
    except (Unknown, NotConnected, CrmError) as error:
        return {"problem": error.message}


def named(integration: Integration, words: str) -> list[Record]:
    known = integration.records.filter(company_id__isnull=False)
    return list(listed(known, {"q": words}).order_by("name")[:MOST])
