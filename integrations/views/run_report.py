"""A run as a CSV file: every record, and of each value before and after (I2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrations.models import SyncRun
from integrations.page import Role
from integrations.spoken import spoken
from integrations.views.access import needs
from integrations.views.csv_export import stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import StreamingHttpResponse

    from integrations.models import Outcome
    from integrations.page import HtmxRequest

ROWS_AT_ONCE = 2_000
CRMS = {"salesforce": "Salesforce", "hubspot": "HubSpot"}
NOTHING: dict[str, Any] = {}


@require_safe
@needs(Role.VIEWER)
def run_report(request: HtmxRequest, pk: int) -> StreamingHttpResponse:
    run = get_object_or_404(SyncRun, pk=pk)
    outcomes = run.outcomes.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)
    return stream(rows_of(outcomes), header(), f"{run.kind}-{run.pk}.csv")


def header() -> list[str]:
    return [
        _("Record"),
        _("Salesforce account"),
        _("HubSpot company"),
        _("Outcome"),
        _("Reason"),
        _("Message"),
        _("Changed in"),
        _("HubSpot property"),
        _("Salesforce field"),
        _("Before"),
        _("After"),
        _("Problems"),
        _("When"),
    ]


def rows_of(outcomes: Iterable[Outcome]) -> Iterator[list[object]]:
    """A line for each value; a record without one has a line all the same."""
    for outcome in outcomes:
        for change in outcome.changes or [NOTHING]:
            yield row_of(outcome, change)


def row_of(outcome: Outcome, change: dict[str, Any]) -> list[object]:
    return [
        outcome.name,
        outcome.account_id,
        outcome.company_id,
        outcome.get_kind_display(),
        outcome.reason,
        spoken(outcome.message),
        CRMS.get(change.get("side", ""), ""),
        change.get("property"),
        change.get("field"),
        change.get("old"),
        change.get("new"),
        " ".join(spoken(problem["message"]) for problem in outcome.problems),
        outcome.at,
    ]
