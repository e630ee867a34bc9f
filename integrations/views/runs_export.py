"""Sync runs as a CSV file: all that the list's filter finds (E1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.forms.runs import RunFilter
from integrations.models import Integration
from integrations.page import Role
from integrations.spoken import spoken
from integrations.views.access import needs
from integrations.views.csv_export import stream
from integrations.views.runs import listed

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from integrations.models import SyncRun
    from integrations.page import HtmxRequest

ROWS_AT_ONCE = 2_000


@require_safe
@needs(Role.VIEWER)
def runs_export(request: HtmxRequest) -> StreamingHttpResponse:
    found = listed(Integration.current(), RunFilter(request.GET)).order_by("-id")
    rows = map(row_of, found.iterator(chunk_size=ROWS_AT_ONCE))
    return stream(rows, header(), f"sync-runs-{timezone.now():%Y-%m-%d}.csv")


def header() -> list[str]:
    return [
        _("Run"),
        _("Kind"),
        _("State"),
        _("Dry run"),
        _("Cause"),
        _("Who"),
        _("Asked for"),
        _("Started"),
        _("Finished"),
        _("Read"),
        _("Created"),
        _("Updated"),
        _("Unchanged"),
        _("Skipped"),
        _("Failed"),
        _("Problems"),
        _("Salesforce calls"),
        _("HubSpot calls"),
        _("Message"),
    ]


def row_of(run: SyncRun) -> list[object]:
    return [
        run.pk,
        run.get_kind_display(),
        run.get_status_display(),
        _("Yes") if run.dry_run else _("No"),
        run.get_cause_display(),
        run.user and run.user.get_username(),
        run.created_at,
        run.started_at,
        run.finished_at,
        run.read,
        run.created,
        run.updated,
        run.unchanged,
        run.skipped,
        run.failed,
        run.problems,
        run.salesforce_calls,
        run.hubspot_calls,
        spoken(run.message),
    ]
