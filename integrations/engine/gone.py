"""Accounts and companies that were deleted: what becomes of their link (K5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.keys import keys_of
from integrations.engine.reasons import ACCOUNT_DELETED, COMPANY_DELETED
from integrations.records import KEY_FIELD
from integrations.rules.departures import Parting, on_deletion
from integrations.rules.plan import Skip
from integrations.said import said
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.models import Record
    from integrations.records import Account

# What the CRMs answer to a write when the record went away a moment ago (documented).
VANISHED = frozenset({"ENTITY_IS_DELETED", "OBJECT_NOT_FOUND"})


def deleted_accounts(context: Context, ids: Sequence[str]) -> dict[str, Account]:
    """Those of them that are in Salesforce's recycle bin or were merged away."""
    found: dict[str, Account] = {}
    for where in soql.in_lists("Id", ids):
        query = soql.select(context.fields, f"IsDeleted = true AND {where}")
        page = context.clients.salesforce.query(query, include_deleted=True)
        accounts = [to_account(row) for row in page.rows]
        found |= {account.id: account for account in accounts}
    return found


def of_account(context: Context, item: Item) -> Skip:
    row, company = item.record, item.company
    if not row.company_id:
        return Skip(ACCOUNT_DELETED, said("The account was deleted in Salesforce."))
    is_its_own = company is not None and owns(row.account_id or "", item)
    choice = context.integration.on_account_deleted
    act = on_deletion("account", choice, is_its_own=is_its_own)
    if act == "stay":
        return Skip(ACCOUNT_DELETED, _account_stays(row))
    if act == "delete":
        return Parting(ACCOUNT_DELETED, _company_went_too(row), deletes=True)
    message = _account_unlinked(row)
    return Parting(ACCOUNT_DELETED, message, "hubspot" if is_its_own else None)


def of_company(context: Context, item: Item) -> Skip:
    row, account = item.record, item.account
    if not (row.is_linked and account):
        return Skip(COMPANY_DELETED, _company_gone(item))
    choice = context.integration.on_company_deleted
    if on_deletion("company", choice) == "stay":
        return Skip(COMPANY_DELETED, _company_gone(item))
    carries = account.fields.get(KEY_FIELD) == row.company_id
    clears = carries and context.has_key_field
    message = _company_unlinked(row)
    return Parting(COMPANY_DELETED, message, "salesforce" if clears else None)


def owns(account_id: str, item: Item) -> bool:
    """Does the item's company carry the key of this account?"""
    company = item.company
    return company is not None and keys_of([company]).get(company.id) == account_id


def _account_stays(row: Record) -> str:
    return said(
        "The account was deleted in Salesforce. Company %(company)s stays as it is. "
        "Restore the account from Salesforce’s recycle bin to sync it again, or choose "
        "Unlink.",
        company=row.company_id,
    )


def _account_unlinked(row: Record) -> str:
    return said(
        "Account %(account)s was deleted in Salesforce, and so unlinked from company "
        "%(company)s, which stays. Restored in Salesforce, it is linked again.",
        account=row.account_id,
        company=row.company_id,
    )


def _company_went_too(row: Record) -> str:
    return said(
        "Account %(account)s was deleted in Salesforce, so company %(company)s was put "
        "into HubSpot’s recycle bin. Restored in Salesforce, the account gets a new "
        "company.",
        account=row.account_id,
        company=row.company_id,
    )


def _company_gone(item: Item) -> str:
    return said(
        "Company %(id)s was deleted in HubSpot. Nothing was changed; restore it from "
        "HubSpot’s recycle bin to sync it again.",
        id=item.company_id,
    )


def _company_unlinked(row: Record) -> str:
    return said(
        "Company %(company)s of account %(account)s was deleted in HubSpot, so the "
        "link was ended. Resync creates a new company.",
        account=row.account_id,
        company=row.company_id,
    )
