"""The sync errors of one cause: what to do, and which records they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.views.decorators.http import require_safe

from integrations.engine import error_groups, metadata
from integrations.engine.remedies import remedy
from integrations.forms.errors import ErrorFilter
from integrations.models import Integration
from integrations.page import Role, render_page
from integrations.views.access import needs
from integrations.views.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from integrations.models import Mapping, SyncError
    from integrations.page import HtmxRequest


@require_safe
@needs(Role.VIEWER)
def error_group(request: HtmxRequest) -> HttpResponse:
    integration = Integration.current()
    form = ErrorFilter({"cause": "", **request.GET.dict()})
    form.is_valid()
    selected = form.selected(integration.errors.all())
    group = next(iter(error_groups.groups(selected, 0, 1)), None)
    rows = selected.select_related("record", "dismissed_by")
    context = {
        "integration": integration,
        "form": form,
        "group": group,
        "remedy": remedy(group.example) if group else "",
        "mapping": mapping_of(integration, group.example) if group else None,
        "labels": labels(integration),
        "page": page_of(rows, "-id", request.GET),
    }
    return render_page(
        request, "integrations/error_group.html", context, partial="list"
    )


def mapping_of(integration: Integration, error: SyncError) -> Mapping | None:
    """The field mapping the error is about, if it names one."""
    if not (error.property or error.field):
        return None
    sides = Q(property=error.property) if error.property else Q(field=error.field)
    return integration.mappings.filter(sides).first()


def labels(integration: Integration) -> dict[str, str]:
    """What people call each field and property."""
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    known = {name: field.label for name, field in fields.items()}
    return known | {name: it.label for name, it in properties.items()}
