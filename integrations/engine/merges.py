"""Accounts merged in Salesforce, companies merged in HubSpot: whose link goes on (K6).

A merged account is deleted and names the one that won; a merged company lives on under
a new id, which answers to its old ones.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from integrations.engine import known
from integrations.engine.gone import deleted_accounts
from integrations.engine.item import Item
from integrations.engine.keys import ACCOUNT_MERGED, COMPANY_MERGED, keys_of
from integrations.models import Outcome, Record
from integrations.rules.departures import Parting, follower, on_account_merge
from integrations.rules.matching import Linked, New
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.models import Integration
    from integrations.records import Account, Company

MERGED_IDS = "hs_merged_object_ids"
ACCOUNTS_MERGED, COMPANIES_MERGED = "accounts_merged", "companies_merged"
ASKING = frozenset({ACCOUNTS_MERGED, COMPANIES_MERGED})
"""What is left over of a merge waits for a person: the record itself made no choice."""
BY_MERGE = "merge"
LONGEST_CHAIN = 5


def old_ids(company: Company) -> list[str]:
    """Those of the companies that were merged into this one."""
    return [it for it in (company.properties.get(MERGED_IDS) or "").split(";") if it]


def joined_to_winners(context: Context, items: Sequence[Item]) -> list[Item]:
    """An account that was merged hands its company to the account that won; where that
    one has a company already, it keeps its item, which then knows of the other."""
    lost = [item for item in items if _is_merged(item) and item.record.company_id]
    if not lost:
        return list(items)
    winners = _winners(context, lost)
    rows = known.remember_accounts(context.integration, list(winners.values()))
    kept = {item.record.pk: item for item in items}
    for item in sorted(lost, key=lambda it: it.record.pk):
        if winner := winners.get(item.record.account_id or ""):
            _hand_over(item, Item(rows[winner.id], winner), kept)
    return list(kept.values())


def _hand_over(item: Item, winner: Item, kept: dict[int, Item]) -> None:
    heir = kept.get(winner.record.pk) or winner
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


def _winners(context: Context, lost: Sequence[Item]) -> dict[str, Account]:
    """By the account that lost. One that won may itself have been merged since."""
    masters = {it.account.id: it.account.master_id or "" for it in lost if it.account}
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


def of_account(item: Item) -> Skip:
    """What becomes of the account that lost."""
    row, account = item.record, item.account
    winner = item.winner or (account.master_id if account else "")
    if not (row.company_id and item.rival):
        return Skip(
            ACCOUNT_MERGED,
            said(
                "The account was merged into account %(winner)s in Salesforce.",
                winner=winner,
            ),
        )
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


def follow(context: Context, items: Sequence[Item]) -> None:
    """Where several linked companies became one, only one of the links follows it."""
    moved = {it.company.id: it.company for it in items if it.company and is_moved(it)}
    if not moved:
        return
    heirs = _heirs(context.integration, moved)
    for item in items:
        heir = heirs.get(item.company.id) if item.company else None
        if heir is None or heir == item.record.account_id:
            continue
        if item.record.company_id is None:
            item.match, item.company = New(), None
        elif item.company:
            item.winner, item.rival = heir, item.company.id
            item.company = None


def is_moved(item: Item) -> bool:
    """It was asked for by an id that is no longer its own."""
    return item.company is not None and item.company.id != item.company_id


def _heirs(integration: Integration, moved: Mapping[str, Company]) -> dict[str, str]:
    """By the company: the account that it is linked to from now on."""
    now = {old: id_ for id_, it in moved.items() for old in [*old_ids(it), id_]}
    rows = integration.records.filter(
        company_id__in=list(now), account_id__isnull=False
    )
    accounts: dict[str, list[str]] = defaultdict(list)
    for company_id, account_id in rows.values_list("company_id", "account_id"):
        accounts[now[company_id or ""]].append(account_id or "")
    keys = keys_of(list(moved.values()))
    return {id_: follower(keys.get(id_), found) for id_, found in accounts.items()}


def is_lost(item: Item) -> bool:
    """It was merged into an account that is there; else it is just deleted."""
    return _is_merged(item) and (bool(item.winner) or not item.record.company_id)


def of_company(item: Item) -> Skip:
    """The account whose company was merged into that of another account."""
    if item.record.account_id is None:
        message = said("It was merged into company %(new)s in HubSpot.", new=item.rival)
        return Skip(COMPANY_MERGED, message)
    message = said(
        "Company %(old)s was merged into company %(new)s in HubSpot, which is linked "
        "to account %(other)s. Merge the two accounts in Salesforce, or decide "
        "otherwise, under Possible duplicates.",
        old=item.company_id,
        new=item.rival,
        other=item.winner,
    )
    return Parting(COMPANIES_MERGED, message)


def is_left_over(row: Record) -> bool:
    create_new = row.decision == Record.Decision.CREATE_NEW
    return row.reason in ASKING and not row.is_linked and not create_new


def without_heirs(
    changed: Sequence[tuple[Record, Account]],
) -> list[tuple[Record, Account]]:
    """An account without a company that is about to get one by a merge must not make
    one of its own: it is dealt with where the account that lost is."""
    heirs = {
        account.master_id
        for record, account in changed
        if account.master_id and record.company_id
    }
    return [
        (record, account)
        for record, account in changed
        if record.company_id or account.id not in heirs
    ]


def followers(
    integration: Integration, companies: Iterable[Company]
) -> dict[str, list[Record]]:
    """By the company that others were merged into: whoever is linked to these still."""
    now = {old: company.id for company in companies for old in old_ids(company)}
    found: dict[str, list[Record]] = defaultdict(list)
    if now:
        rows = integration.records.filter(company_id__in=list(now))
        for row in rows.filter(account_id__isnull=False):
            found[now[row.company_id or ""]].append(row)
    return found


def release(items: Iterable[Item]) -> None:
    """The accounts that lost let go of their companies; what is known of these goes
    with them. Runs inside the caller's transaction."""
    for item in items:
        loser = item.merged
        if loser is None:
            continue
        message = said(
            "The account was merged into account %(winner)s in Salesforce, which has "
            "its company %(company)s now.",
            winner=item.record.account_id,
            company=loser.company_id,
        )
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


def absorb(integration: Integration, companies: Iterable[Company]) -> None:
    """Companies without an account that live on in these are no records any more."""
    now = {old: company.id for company in companies for old in old_ids(company)}
    if not now:
        return
    gone = integration.records.filter(company_id__in=list(now), account_id=None)
    by_company = known.known_companies(integration, set(now.values()))
    for row in gone:
        survivor = by_company.get(now[row.company_id or ""])
        if survivor is not None:
            Outcome.objects.filter(record=row).update(record=survivor)
            row.delete()
