"""Records that an undo leaves alone: they were merged since, and no pass has settled
yet what becomes of them (K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.company_merges import follow
from integrations.engine.gone import deleted_accounts
from integrations.engine.reasons import ACCOUNT_MERGED, COMPANIES_MERGED
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item


def leave_merged(context: Context, items: Sequence[Item]) -> None:
    """Nothing of them is there to be written to. A link that follows its company to
    what this became goes on; only the others that end with it are left."""
    follow(context, items)
    missing = {
        item.record.account_id: item
        for item in items
        if item.record.account_id and item.account is None
    }
    gone = deleted_accounts(context, list(missing)) if missing else {}
    for account_id, account in gone.items():
        if account.master_id:
            item = missing[account_id]
            item.winner, item.company = account.master_id, None


def of_merged(item: Item) -> Skip | None:
    if not item.winner:
        return None
    if item.rival:
        message = said(
            "Company %(old)s was merged into company %(new)s in HubSpot, which account "
            "%(other)s is linked to. Nothing of this record is put back: the next pass "
            "settles first what becomes of it.",
            old=item.record.company_id,
            new=item.rival,
            other=item.winner,
        )
        return Skip(COMPANIES_MERGED, message)
    message = said(
        "Account %(old)s was merged into account %(winner)s in Salesforce. Nothing of "
        "this record is put back: the next pass settles first what becomes of it.",
        old=item.record.account_id,
        winner=item.winner,
    )
    return Skip(ACCOUNT_MERGED, message)
