"""Sync errors as a CSV file: all that the page's filter finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.engine.remedies import remedy
from integrations.forms.errors import ErrorFilter
from integrations.models import Integration
from integrations.page import Role
from integrations.spoken import spoken
from integrations.views.access import needs
from integrations.views.csv_export import stream

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from integrations.models import SyncError
    from integrations.page import HtmxRequest

ROWS_AT_ONCE = 2_000


@require_safe
@needs(Role.VIEWER)
def errors_export(request: HtmxRequest) -> StreamingHttpResponse:
    form = ErrorFilter(request.GET)
    form.is_valid()
    errors = form.selected(Integration.current().errors.all())
    rows = errors.select_related("record", "dismissed_by").order_by("-id")
    today = f"{timezone.now():%Y-%m-%d}"
    return stream(
        map(row_of, rows.iterator(chunk_size=ROWS_AT_ONCE)),
        header(),
        f"sync-errors-{today}.csv",
    )


def header() -> list[str]:
    return [
        _("Error type"),
        _("Record"),
        _("Salesforce account"),
        _("HubSpot company"),
        _("HubSpot property"),
        _("Salesforce field"),
        _("Value sent"),
        _("Message"),
        _("What to do"),
        _("Code"),
        _("The CRM's own answer"),
        _("First seen"),
        _("Last seen"),
        _("Tries"),
        _("Dismissed"),
        _("Dismissed by"),
    ]


def row_of(error: SyncError) -> list[object]:
    record = error.record
    return [
        error.get_category_display(),
        record.name,
        record.account_id,
        record.company_id,
        error.property,
        error.field,
        error.value,
        spoken(error.message),
        remedy(error),
        error.code,
        error.raw,
        error.first_seen,
        error.last_seen,
        error.tries,
        error.dismissed_at,
        error.dismissed_by and error.dismissed_by.get_username(),
    ]
