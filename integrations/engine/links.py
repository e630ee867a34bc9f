"""A link is one row with both ids: made by taking the company's own row into the
account's, so that the database itself refuses a second link of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.models import Integration, Outcome, Record, SyncError

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    return linked


def make_way(integration: Integration, pairs: Mapping[str, str]) -> set[str]:
    """For links about to be saved (company id → account id): take over the rows these
    companies have of their own. Returns the companies that another account holds."""
    held = set()
    accounts: dict[str, Record] = {}
    for company_id, company in _by_company(integration, pairs).items():
        accounts = accounts or _by_account(integration, pairs)
        account = accounts[pairs[company_id]]
        if company.account_id is None:
            _take_over(account, company)
        elif company.pk != account.pk:
            held.add(company_id)
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
    account.message = _("Linked. The two are compared when either of them changes.")
    account.save(update_fields=LINKED)
    return True


def _take_over(account: Record, company: Record) -> None:
    Outcome.objects.filter(record=company).update(record=account)
    SyncError.objects.filter(record=company).update(record=account)
    account.company_digest = company.company_digest
    account.company_modified_at = company.company_modified_at
    account.domain = account.domain or company.domain
    company.delete()
