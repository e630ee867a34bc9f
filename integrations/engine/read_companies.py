"""What changed in HubSpot since the watermark: searched, then weighed against what
was agreed, so that the echoes of our own writes cost no further call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine import known
from integrations.engine.batches import Step
from integrations.engine.census import keys_of
from integrations.engine.digest import company_digest
from integrations.engine.links import link
from integrations.engine.queueing import item, queue, set_mark, wait_in_line
from integrations.engine.same import agrees
from integrations.hubspot.changes import changed_since
from integrations.models import Record

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.records import Company

Commit = Callable[[], None]

# Search shows a change late: seconds by the documentation, minutes by reports.
OVERLAP = timedelta(minutes=5)
PAGES_AT_ONCE = 10


def read_companies(context: Context, payload: Mapping[str, Any]) -> Commit:
    """Up to 2,000 changed companies; the accounts of the linked ones in one call."""
    mark = payload.get("mark") or context.clients.hubspot.now().isoformat()
    companies, cursor = _pages(context, payload)
    linked = _changed_and_linked(context, companies)
    ids = [record.account_id for record, _company in linked if record.account_id]
    accounts = (
        context.clients.salesforce.retrieve_accounts(ids, context.fields) if ids else {}
    )

    def commit() -> None:
        following = []
        if cursor:
            following = [(Step.READ_COMPANIES, {"mark": mark, "cursor": cursor})]
        else:
            set_mark(context.run, "company_watermark", mark)
        _remember(context, companies, linked)
        wait_in_line(context.run, [record for record, _company in linked])
        items = [item(r, accounts.get(r.account_id or "")) for r, _company in linked]
        queue(context.run, items, following)

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


def _changed_and_linked(
    context: Context, companies: Sequence[Company]
) -> list[tuple[Record, Company]]:
    records = known.known_companies(context.integration, [c.id for c in companies])
    pairs = [(records[c.id], c) for c in companies if c.id in records]
    return [
        (record, company)
        for record, company in pairs
        if record.is_linked and not _is_seen(context, record, company)
    ]


def _is_seen(context: Context, record: Record, company: Company) -> bool:
    if record.company_digest == company_digest(company, context.mapped_properties):
        return True
    in_sync = record.status == Record.Status.IN_SYNC
    return in_sync and agrees(context.mappings, record.agreement, company=company)


def _remember(
    context: Context,
    companies: Sequence[Company],
    linked: Sequence[tuple[Record, Company]],
) -> None:
    """Keep the census fresh; what is queued is marked as seen when it is recorded."""
    queued = {company.id for _record, company in linked}
    records = known.remember_companies(context.integration, companies)
    rest = [company for company in companies if company.id not in queued]
    for company in rest:
        record = records[company.id]
        known.describe_company(record, company)
        record.company_digest = company_digest(company, context.mapped_properties)
    columns = ["name", "domain", "company_modified_at", "company_digest"]
    known.save([records[company.id] for company in rest], columns)
    _link_by_key(context, rest, records)


def _link_by_key(
    context: Context, companies: Sequence[Company], records: Mapping[str, Record]
) -> None:
    """An admin wrote an account's id into the key property: the two are one now."""
    new = [c for c in companies if not records[c.id].account_id]
    linked = link(context.integration, keys_of(new))
    context.integration.records.filter(company_id__in=list(linked)).update(
        retry_at=timezone.now(), status=Record.Status.WAITING
    )
