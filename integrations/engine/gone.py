"""Accounts and companies that were deleted: what becomes of their link (K5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import gone_told
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
    from integrations.records import Account
    from integrations.rules.rule import Side

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
    if act == "stay" or _is_left_as_it_was(context, item):
        return Skip(ACCOUNT_DELETED, gone_told.account_stays(row))
    if act == "delete":
        return Parting(ACCOUNT_DELETED, *gone_told.company_goes_too(row), deletes=True)
    clears: Side | None = "hubspot" if is_its_own else None
    return Parting(ACCOUNT_DELETED, *gone_told.account_unlinked(row), clears)


def _is_left_as_it_was(context: Context, item: Item) -> bool:
    """Deleted in a pause after which syncing was to start from now: nobody is to lose a
    company to that, unless a person resyncs the record."""
    account, since = item.account, context.integration.account_since
    before = bool(account and since and account.modified_at < since)
    return before and not context.run.scope.get("manual")


def of_company(context: Context, item: Item) -> Skip:
    row, account = item.record, item.account
    if not (row.is_linked and account):
        message = gone_told.lonely_company(item.company_id)
        return Skip(COMPANY_DELETED, message)
    choice = context.integration.on_company_deleted
    if on_deletion("company", choice) == "stay":
        return Skip(COMPANY_DELETED, gone_told.company_gone(item.company_id))
    carries = account.fields.get(KEY_FIELD) == row.company_id
    clears: Side | None = "salesforce" if carries and context.has_key_field else None
    if gets_another(context):
        return Parting(COMPANY_DELETED, *gone_told.company_replaced(row), clears)
    return Parting(COMPANY_DELETED, *gone_told.company_unlinked(row), clears)


def gets_another(context: Context) -> bool:
    """A resync by hand creates the missing partner at once (R4)."""
    return bool(context.run.scope.get("manual"))


def owns(account_id: str, item: Item) -> bool:
    """Does the item's company carry the key of this account?"""
    company = item.company
    return company is not None and keys_of([company]).get(company.id) == account_id
