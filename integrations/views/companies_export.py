"""The list of companies as a CSV file: all that its search and status find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.forms.companies import CompanyFilter
from integrations.models import Integration
from integrations.page import Role
from integrations.spoken import spoken
from integrations.views.access import needs
from integrations.views.csv_export import stream

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from integrations.models import Record
    from integrations.page import HtmxRequest

ROWS_AT_ONCE = 2_000


@require_safe
@needs(Role.VIEWER)
def companies_export(request: HtmxRequest) -> StreamingHttpResponse:
    form = CompanyFilter(request.GET)
    form.is_valid()
    found = form.chosen(Integration.current()).order_by("name", "pk")
    lean = found.defer("agreement", "candidates", "paused")
    rows = map(row_of, lean.iterator(chunk_size=ROWS_AT_ONCE))
    return stream(rows, header(), f"companies-{timezone.now():%Y-%m-%d}.csv")


def header() -> list[str]:
    return [
        _("Name"),
        _("Domain"),
        _("Status"),
        _("HubSpot company"),
        _("Salesforce account"),
        _("Last sync"),
        _("Why"),
    ]


def row_of(record: Record) -> list[object]:
    return [
        record.name,
        record.domain,
        record.get_status_display(),
        record.company_id,
        record.account_id,
        record.synced_at,
        spoken(record.message),
    ]
