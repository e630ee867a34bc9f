"""What changed in a pause after which syncing starts from now: listed as the census
lists, from where the last pass had read to. No value of it is synced (S4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine import company_merges, known, read_accounts, read_companies
from integrations.engine.account_merges import merged_into
from integrations.engine.reasons import ACCOUNT_DELETED, ACCOUNT_MERGED, NOBODYS
from integrations.models import Record
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from integrations.engine.context import Context
    from integrations.models import Integration
    from integrations.records import Account, Company

Status = Record.Status
GONE_COLUMNS = ["status", "reason", "message", "candidates", "retry_at"]


def starts(integration: Integration) -> dict[str, str] | None:
    """By CRM, as a run's scope keeps it; None: nothing was ever listed to its end."""
    account_since, company_since = integration.account_since, integration.company_since
    if integration.census_at is None or not (account_since and company_since):
        return None
    accounts, companies = integration.account_watermark, integration.company_watermark
    return {
        "salesforce": _start(account_since, accounts, read_accounts.OVERLAP),
        "hubspot": _start(company_since, companies, read_companies.OVERLAP),
    }


def _start(since: datetime, mark: datetime | None, overlap: timedelta) -> str:
    return (max(since, mark - overlap) if mark else since).isoformat()


def start(context: Context, crm: str) -> datetime | None:
    """None: all that there is, is listed."""
    found = context.run.scope.get(crm)
    return datetime.fromisoformat(found) if found else None


def without_gone(context: Context, accounts: Sequence[Account]) -> list[Account]:
    """The living ones. What was deleted or merged away is known as that; what it was
    linked to is looked at by the next pass, which moves links and deletes nothing."""
    gone = {it.id: it for it in accounts if it.is_deleted}
    rows = known.known_accounts(context.integration, gone)
    _make_due(row for row in rows.values() if row.is_linked)
    lonely = [row for row in rows.values() if not row.is_linked]
    for row in lonely:
        _describe_gone(row, gone[row.account_id or ""])
    known.save(lonely, GONE_COLUMNS)
    living = [it for it in accounts if not it.is_deleted]
    _revive(context.integration, living)
    return living


def _describe_gone(row: Record, account: Account) -> None:
    row.status, row.candidates, row.retry_at = Status.NOT_LINKED, [], None
    if account.master_id:
        row.reason, row.message = ACCOUNT_MERGED, merged_into(account.master_id)
    else:
        row.reason = ACCOUNT_DELETED
        row.message = said("The account was deleted in Salesforce.")


def _revive(integration: Integration, accounts: Iterable[Account]) -> None:
    """Restored in the pause: they are there, and stay as they are until they change."""
    rows = integration.records.filter(account_id__in=[it.id for it in accounts])
    back = rows.filter(reason__in=NOBODYS["account_id"])
    back.filter(company_id=None).update(reason="", message="")
    linked = back.filter(company_id__isnull=False)
    linked.update(reason="", message="", status=Status.IN_SYNC)


def follow_merged(context: Context, companies: Sequence[Company]) -> None:
    """The next pass lets each link follow the company that its own lives on in."""
    company_merges.absorb(context.integration, companies)
    followed = company_merges.followers(context.integration, companies)
    _make_due(row for rows in followed.values() for row in rows)


def _make_due(rows: Iterable[Record]) -> None:
    due = {"status": Status.WAITING, "retry_at": timezone.now()}
    Record.objects.filter(pk__in=[row.pk for row in rows]).update(**due)
