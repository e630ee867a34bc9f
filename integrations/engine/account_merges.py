"""Accounts merged in Salesforce: what the one that won inherits (K6).

The one that lost is deleted and names the one that won (documented).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine import known
from integrations.engine.gone import deleted_accounts
from integrations.engine.item import Item
from integrations.engine.outlived import living_first
from integrations.engine.reasons import ACCOUNT_MERGED, ACCOUNTS_MERGED
from integrations.models import Outcome, Record
from integrations.rules.departures import Parting, on_account_merge
from integrations.rules.matching import Linked
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.engine.context import Context
    from integrations.records import Account

BY_MERGE = "merge"
LONGEST_CHAIN = 5


def joined_to_winners(context: Context, items: Sequence[Item]) -> list[Item]:
    """An account that was merged hands its company to the account that won; where that
    one has a company already, it keeps its item, which then knows of the other."""
    lost = [item for item in items if _is_merged(item) and item.record.company_id]
    if not lost:
        return list(items)
    winners = winners_of(context, [item.account for item in lost if item.account])
    rows = known.remember_accounts(context.integration, list(winners.values()))
    kept = {item.record.pk: item for item in items}
    heirs, handing = dict(kept), []
    for item in sorted(lost, key=lambda it: it.record.pk):
        if winner := winners.get(item.record.account_id or ""):
            row = rows[winner.id]
            handing.append((item, heirs.setdefault(row.pk, Item(row, winner))))
    for item, heir in living_first(context, handing):
        _hand_over(item, heir, kept)
    return list(kept.values())


def _hand_over(item: Item, heir: Item, kept: dict[int, Item]) -> None:
    company_id = item.record.company_id
    if on_account_merge(company_id, heir.company_id) == "relink":
        heir.match, heir.merged = Linked(company_id or "", BY_MERGE), item.record
        del kept[item.record.pk]
        kept[heir.record.pk] = heir
    else:
        item.winner = heir.record.account_id or ""
        item.rival = heir.company_id or ""


def _is_merged(item: Item) -> bool:
    account = item.account
    return account is not None and account.is_deleted and account.master_id is not None


def winners_of(context: Context, lost: Sequence[Account]) -> dict[str, Account]:
    """By the account that lost. One that won may itself have been merged since."""
    masters = {account.id: account.master_id or "" for account in lost}
    living: dict[str, Account] = {}
    for _hop in range(LONGEST_CHAIN):
        asked = [id_ for id_ in set(masters.values()) if id_ and id_ not in living]
        if not asked:
            break
        living |= context.clients.salesforce.retrieve_accounts(asked, context.fields)
        gone = [id_ for id_ in asked if id_ not in living]
        further = deleted_accounts(context, gone) if gone else {}
        masters = {
            loser: (further[it].master_id or "") if it in further else it
            for loser, it in masters.items()
        }
    return {loser: living[it] for loser, it in masters.items() if it in living}


def is_lost(item: Item) -> bool:
    """It was merged into an account that is there; else it is just deleted."""
    return _is_merged(item) and (bool(item.winner) or not item.record.company_id)


def of_account(item: Item) -> Skip:
    """What becomes of the account that lost."""
    row, account = item.record, item.account
    winner = item.winner or (account.master_id if account else "")
    if not (row.company_id and item.rival):
        kind = Parting if item.absorbed else Skip
        return kind(ACCOUNT_MERGED, merged_into(winner))
    return Parting(
        ACCOUNTS_MERGED,
        said(
            "The account of company %(company)s was merged into account %(winner)s in "
            "Salesforce, which has company %(other)s. Merge the two companies in "
            "HubSpot, or decide otherwise, under Possible duplicates.",
            company=row.company_id,
            winner=winner,
            other=item.rival,
        ),
    )


def merged_into(winner: str | None) -> str:
    return said(
        "The account was merged into account %(winner)s in Salesforce.", winner=winner
    )


def _handed_over(item: Item, loser: Record) -> str:
    winner = item.record.account_id
    if item.rival:
        return merged_into(winner)
    return said(
        "The account was merged into account %(winner)s in Salesforce, which has its "
        "company %(company)s now.",
        winner=winner,
        company=loser.company_id,
    )


def release(items: Iterable[Item]) -> None:
    """The accounts that lost let go of their companies; what is known of these goes
    with them. Runs inside the caller's transaction."""
    for item in items:
        loser = item.merged
        if loser is None:
            continue
        message = _handed_over(item, loser)
        held = Record.objects.filter(pk=loser.pk, company_id=loser.company_id)
        if held.update(
            company_id=None,
            agreement=None,
            status=Record.Status.NOT_LINKED,
            reason=ACCOUNT_MERGED,
            message=message,
            retry_at=None,
        ):
            Outcome.objects.filter(record=loser).update(record=item.record)
