"""Sync errors: how many of which kind, and the causes behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from integrations.engine import error_groups
from integrations.forms.errors import ErrorFilter
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from integrations.engine.error_groups import Group
    from integrations.models.error import SyncErrors
    from integrations.page import HtmxRequest

SIZE = 50


@require_safe
@needs(Role.VIEWER)
def errors(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    form = ErrorFilter(request.GET)
    form.is_valid()
    known = integration.errors.all()
    every, selected = form.standing(known), form.selected(known)
    all_types = error_groups.totals(every)
    context = {
        "integration": integration,
        "form": form,
        "states": error_groups.standing(form.found(known)),
        "all": all_types,
        "cards": error_groups.cards(every),
        "totals": error_groups.totals(selected) if form.error_type else all_types,
        "page": page_of_groups(selected, request.GET),
    }
    return render_page(request, "integrations/errors.html", context, partial="list")


def page_of_groups(errors: SyncErrors, query: Mapping[str, str]) -> Page[Group]:
    """By position: groups are counted anew for each page anyhow."""
    asked = query.get("after") or query.get("before") or ""
    start = int(asked) if asked.isdecimal() and len(asked) < 9 else 0
    found = error_groups.groups(errors, start, SIZE + 1)
    earlier = max(start - SIZE, 0)
    return Page(
        found[:SIZE],
        before=str(earlier) if start else None,
        after=str(start + SIZE) if len(found) > SIZE else None,
    )
