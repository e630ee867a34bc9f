"""List both sides once, without syncing anything: matching, search and counts then
need no call. What is older than the moment of switching on counts as seen. After a
pause that is not to be caught up on, only what changed in it is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from integrations.engine import known, since_pause
from integrations.engine.batches import Step, add_batches
from integrations.engine.digest import account_digest, company_digest
from integrations.engine.keys import keys_of, living
from integrations.engine.links import link
from integrations.engine.locators import next_page
from integrations.hubspot.changes import changed_since
from integrations.models import Integration, SyncRun
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.records import Account, Company
    from integrations.salesforce.answers import Page

Commit = Callable[[], None]
PAGES_AT_ONCE = 10
ACCOUNT_COLUMNS = ["name", "domain", "account_modified_at", "account_digest"]
COMPANY_COLUMNS = ["name", "domain", "company_modified_at", "company_digest"]


def census_accounts(context: Context, payload: Mapping[str, Any]) -> Commit:
    """One page of 2,000 accounts; after the last one come the companies."""
    salesforce = context.clients.salesforce
    page = next_page(salesforce, payload.get("next"))
    page = page or _first_page(context)
    accounts = [to_account(row) for row in page.rows]

    def commit() -> None:
        _keep_accounts(context, accounts)
        _count(context.run, len(accounts))
        following = (
            (Step.CENSUS_ACCOUNTS, {"next": page.next})
            if page.next
            else (Step.CENSUS_COMPANIES, {})
        )
        add_batches(context.run, [following])

    return commit


def census_companies(context: Context, payload: Mapping[str, Any]) -> Commit:
    """Ten pages of 100 companies; links those that carry their account's id."""
    companies: list[Company] = []
    after = payload.get("after")
    more = _pages(context)
    for _page in range(PAGES_AT_ONCE):
        page, after = more(after)
        companies += page
        if after is None:
            break

    def commit() -> None:
        _keep_companies(context, companies)
        _count(context.run, len(companies))
        if after is not None:
            add_batches(context.run, [(Step.CENSUS_COMPANIES, {"after": after})])
        else:
            Integration.objects.filter(pk=context.integration.pk).update(
                census_at=timezone.now()
            )

    return commit


def _first_page(context: Context) -> Page:
    """After a pause only what changed in it, and what is gone since."""
    start = since_pause.start(context, "salesforce")
    where = soql.changed_since(start) if start else ""
    query = soql.select(context.fields, where, order="Id")
    return context.clients.salesforce.query(query, include_deleted=start is not None)


def _pages(context: Context) -> Callable[[Any], tuple[Sequence[Company], Any]]:
    hubspot, properties = context.clients.hubspot, context.properties
    start = since_pause.start(context, "hubspot")
    if start is None:
        return lambda after: hubspot.list_companies(after, properties)
    first = changed_since(start)
    return lambda after: hubspot.search_changed(after or first, properties)


def _keep_accounts(context: Context, listed: Sequence[Account]) -> None:
    since = context.integration.account_since
    accounts = since_pause.without_gone(context, listed)
    records = known.remember_accounts(context.integration, accounts)
    for account in accounts:
        record = records[account.id]
        known.describe_account(record, account)
        if since and account.modified_at <= since:
            record.account_digest = account_digest(account, context.mapped_fields)
    known.save(records.values(), ACCOUNT_COLUMNS)


def _keep_companies(context: Context, companies: Sequence[Company]) -> None:
    since = context.integration.company_since
    records = known.remember_companies(context.integration, companies)
    for company in companies:
        record = records[company.id]
        known.describe_company(record, company)
        if since and company.modified_at <= since:
            seen = company_digest(company, context.mapped_properties)
            record.company_digest = seen
    known.save(records.values(), COMPANY_COLUMNS)
    since_pause.follow_merged(context, companies)
    link(context.integration, living(context.integration, keys_of(companies)))


def _count(run: SyncRun, rows: int) -> None:
    SyncRun.objects.filter(pk=run.pk).update(read=F("read") + rows)
