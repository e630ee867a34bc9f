"""What changed in HubSpot since the watermark: searched, then weighed against what
was agreed, so that the echoes of our own writes cost no further call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from integrations.engine import company_merges, known
from integrations.engine.batches import Step
from integrations.engine.creation import verdicts
from integrations.engine.digest import company_digest
from integrations.engine.keep_companies import keep_companies, tell, would_link
from integrations.engine.keys import keys_of
from integrations.engine.pass_order import after, remembered
from integrations.engine.queueing import (
    company_item,
    item,
    queue,
    set_mark,
    wait_in_line,
)
from integrations.engine.reasons import COMPANY_DELETED
from integrations.engine.same import agrees
from integrations.hubspot.changes import changed_since
from integrations.models import Record

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.records import Company

Commit = Callable[[], None]

WAITING = Record.Status.WAITING

# Search shows a change late: seconds by the documentation, minutes by reports.
OVERLAP = timedelta(minutes=5)
PAGES_AT_ONCE = 10


def read_companies(context: Context, payload: Mapping[str, Any]) -> Commit:
    """Up to 2,000 changed companies; the accounts of the linked ones in one call, and
    for the others whether they create one, if this run has not asked them already."""
    mark = payload.get("mark") or context.clients.hubspot.now().isoformat()
    companies, cursor = _pages(context, payload)
    before = known.known_companies(context.integration, [c.id for c in companies])
    changed = [c for c in companies if not _is_seen(context, before.get(c.id), c)]
    followed = company_merges.followers(context.integration, companies)
    linked = [before[c.id] for c in changed if _is_linked(before.get(c.id))]
    linked += [row for rows in followed.values() for row in rows]
    ids = [record.account_id for record in linked if record.account_id]
    accounts = (
        context.clients.salesforce.retrieve_accounts(ids, context.fields) if ids else {}
    )
    asked = payload.get("asked", [])
    done = keys_of(companies).keys() | followed.keys() | set(asked)
    alone = [c for c in changed if not _is_linked(before.get(c.id))]
    found = verdicts(context, [c for c in alone if c.id not in done])
    asked = [*asked, *found]
    planned = would_link(context, companies, before)

    def commit() -> None:
        following = after(context.run, Step.READ_COMPANIES, asked)
        if cursor:
            more = remembered(asked) | {"mark": mark, "cursor": cursor}
            following = [(Step.READ_COMPANIES, more)]
        else:
            set_mark(context.run, "company_watermark", mark)
        queued = {row.company_id or "" for row in linked} | found.keys()
        records = keep_companies(context, companies, queued)
        answered = [(records[c.id], c) for c in alone if c.id in found]
        tell(context, planned)
        rows = [*linked, *(row for row, _company in answered)]
        waiting = wait_in_line(context.run, rows)
        items = [item(row, accounts.get(row.account_id or "")) for row in linked]
        items += [company_item(row, c, found[c.id]) for row, c in answered]
        queue(context.run, items, following, waiting)

    return commit


def _pages(
    context: Context, payload: Mapping[str, Any]
) -> tuple[list[Company], Mapping[str, Any] | None]:
    cursor = payload.get("cursor") or changed_since(_start(context))
    companies: list[Company] = []
    for _page in range(PAGES_AT_ONCE):
        found, cursor = context.clients.hubspot.search_changed(
            cursor, context.properties
        )
        companies += found
        if cursor is None:
            break
    return _latest(companies), cursor


def _latest(companies: Sequence[Company]) -> list[Company]:
    """One that is edited while the pages are read stands on two of them."""
    return list({company.id: company for company in companies}.values())


def _start(context: Context) -> datetime:
    integration = context.integration
    since, mark = integration.company_since, integration.company_watermark
    if since is None:
        raise ValueError("Sync companies was never switched on")
    return max(since, mark - OVERLAP) if mark else since


def _is_linked(record: Record | None) -> bool:
    return record is not None and record.is_linked


def _is_seen(context: Context, record: Record | None, company: Company) -> bool:
    """One without an account is asked about again whenever HubSpot touched it: its
    associations move its time, too (recorded)."""
    if record is None:
        return False
    if record.reason == COMPANY_DELETED:
        return False
    if not record.is_linked:
        is_done = bool(record.company_digest) and record.status != WAITING
        return is_done and record.company_modified_at == company.modified_at
    digest = company_digest(company, context.mapped_properties)
    in_sync = record.status == record.Status.IN_SYNC
    mappings = context.mapped_before(company.modified_at, "hubspot")
    return record.company_digest == digest or (
        in_sync and agrees(mappings, record.agreement, company=company)
    )
