"""Companies deleted in HubSpot, which no search shows: they are in its recycle bin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine.batches import Step, add_batches
from integrations.engine.queueing import item, queue, set_mark
from integrations.engine.reasons import ACCOUNT_DELETED, COMPANY_DELETED
from integrations.models import Record, SyncRun
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from integrations.engine.context import Context
    from integrations.models import Integration

Commit = Callable[[], None]
PAGES_AT_ONCE = 20
EVERY = timedelta(minutes=5)
PAGE = 100
# So many calls each time are cheap: 6,000 a day of the 250,000 of the smallest plan.
CHEAP_PAGES = 20


def is_due(integration: Integration, cause: str) -> bool:
    """At once for a person; by itself the more seldom the fuller the bin is."""
    if not integration.records.filter(company_id__isnull=False).exists():
        return False
    mark = integration.archive_mark
    if mark is None or cause != SyncRun.Cause.SCHEDULE:
        return True
    return timezone.now() >= mark + every(integration)


def every(integration: Integration) -> timedelta:
    pages = integration.records.filter(reason=COMPANY_DELETED).count() // PAGE
    return EVERY * max(1, pages // CHEAP_PAGES)


def read_archived(context: Context, payload: Mapping[str, Any]) -> Commit:
    """The linked ones are due then, which the last step of the pass reads; a dry run
    looks at them at once."""
    mark = payload.get("mark") or timezone.now().isoformat()
    after, ids = payload.get("after"), []
    for _page in range(PAGES_AT_ONCE):
        found, after = context.clients.hubspot.archived_companies(after)
        ids += [company.id for company in found]
        if after is None:
            break

    def commit() -> None:
        if after is None:
            set_mark(context.run, "archive_mark", mark)
        else:
            more = {"mark": mark, "after": after}
            add_batches(context.run, [(Step.READ_ARCHIVED, more)])
        rows = _news(context, ids)
        linked = rows.filter(account_id__isnull=False)
        if context.run.dry_run:
            queue(context.run, [item(row) for row in linked])
            return
        _note_lonely(rows.filter(account_id=None))
        linked.update(status=Record.Status.WAITING, retry_at=timezone.now())

    return commit


def _news(context: Context, ids: Sequence[str]) -> QuerySet[Record]:
    known = context.integration.records.filter(company_id__in=ids)
    return known.exclude(reason__in=[COMPANY_DELETED, ACCOUNT_DELETED])


def _note_lonely(rows: QuerySet[Record]) -> None:
    """They are nobody's partner any more."""
    rows.update(
        status=Record.Status.NOT_LINKED,
        reason=COMPANY_DELETED,
        message=said("The company was deleted in HubSpot."),
        candidates=[],
        retry_at=None,
    )
