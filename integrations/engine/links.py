"""A link is one row with both ids: made by taking the company's own row into the
account's, so that the database itself refuses a second link of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from integrations.engine.known_words import remember_words
from integrations.models import Integration, Intent, Outcome, Record, SyncError
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LINKED = [
    "company_id",
    "company_digest",
    "company_modified_at",
    "domain",
    "status",
    "message",
]


def link(integration: Integration, pairs: Mapping[str, str]) -> dict[str, str]:
    """Link company id → account id; returns the pairs that are linked now.

    Runs inside the caller's transaction. A side that is linked elsewhere stays there.
    """
    accounts = _by_account(integration, pairs)
    companies = _by_company(integration, pairs)
    linked = {}
    for company_id, account_id in pairs.items():
        account, company = accounts.get(account_id), companies.get(company_id)
        if account is not None and _join(account, company, company_id):
            linked[company_id] = account_id
    remember_words(accounts.values())
    return linked


def make_way(integration: Integration, rows: Sequence[Record]) -> set[int]:
    """For rows about to be saved as links: take over the rows that their partners have
    of their own. Returns those of ``rows`` whose partner another record holds."""
    by_company = {row.company_id: row for row in rows}
    by_account = {row.account_id: row for row in rows}
    theirs = Q(company_id__in=list(by_company)) | Q(account_id__in=list(by_account))
    others = integration.records.filter(theirs).exclude(pk__in=[row.pk for row in rows])
    held = set()
    for other in others.select_for_update():
        row = by_company.get(other.company_id) or by_account[other.account_id]
        if other.is_linked:
            held.add(row.pk)
        else:
            _take_over(row, other)
    return held


def _by_account(
    integration: Integration, pairs: Mapping[str, str]
) -> dict[str, Record]:
    rows = integration.records.filter(account_id__in=list(pairs.values()))
    return {row.account_id or "": row for row in rows.select_for_update()}


def _by_company(
    integration: Integration, pairs: Mapping[str, str]
) -> dict[str, Record]:
    rows = integration.records.filter(company_id__in=list(pairs))
    return {row.company_id or "": row for row in rows.select_for_update()}


def _join(account: Record, company: Record | None, company_id: str) -> bool:
    if account.company_id or (company and company.account_id):
        return account.company_id == company_id
    if company is not None:
        _take_over(account, company)
    account.company_id = company_id
    account.status = Record.Status.WAITING
    account.message = said("Linked. The two are compared when either of them changes.")
    account.save(update_fields=LINKED)
    return True


def _take_over(row: Record, partner: Record) -> None:
    """What was known of the partner's side lives on in the row of both."""
    Outcome.objects.filter(record=partner).update(record=row)
    errors = SyncError.objects.filter(record=partner)
    # What stands in the way of the two together is found out anew.
    errors.filter(solved_at=None).update(solved_at=timezone.now())
    errors.update(record=row)
    if partner.company_id:
        row.company_digest = row.company_digest or partner.company_digest
        row.company_modified_at = row.company_modified_at or partner.company_modified_at
    row.domain = row.domain or partner.domain
    if not Intent.objects.filter(record=row).exists():
        Intent.objects.filter(record=partner).update(record=row)
    partner.delete()
