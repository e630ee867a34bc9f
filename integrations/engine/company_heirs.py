"""Whose a company is that several linked ones became (K6). An account that was merged
away leaves its claim to the one that won; one that was deleted has none beside others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from integrations.engine.account_merges import winners_of
from integrations.engine.gone import deleted_accounts
from integrations.engine.keys import keys_of
from integrations.rules.departures import follower

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.models import Integration
    from integrations.records import Account, Company

Ids = dict[str, str]


def heirs_of_companies(
    context: Context,
    items: Sequence[Item],
    companies: Mapping[str, Company],
    now: Mapping[str, str],
) -> Ids:
    """By the company: the account that it is linked to from now on. ``now``: by each
    of their ids, older ones too, the one they have."""
    held = _held(context.integration, now)
    successors = _successors(context, items, held, now)
    accounts: dict[str, list[str]] = defaultdict(list)
    for account_id, company_id in held.items():
        accounts[now[company_id]].append(account_id)
    keys = keys_of(list(companies.values())) | _arrived(held, companies)
    return {id_: _heir(keys.get(id_), it, successors) for id_, it in accounts.items()}


def _arrived(held: Mapping[str, str], companies: Collection[str]) -> Ids:
    """A link that followed already stays, whatever key the company carries since."""
    return {
        company: account for account, company in held.items() if company in companies
    }


def first_finders(items: Sequence[Item], companies: Mapping[str, Company]) -> Ids:
    """Of what nobody was linked to: whose it is where accounts of one batch found it
    under several of its ids."""
    accounts: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.company and item.company.id in companies and item.record.account_id:
            accounts[item.company.id].append(item.record.account_id)
    keys = keys_of(list(companies.values()))
    return {id_: follower(keys.get(id_), it) for id_, it in accounts.items()}


def _held(integration: Integration, now: Mapping[str, str]) -> Ids:
    rows = integration.records.filter(
        company_id__in=list(now), account_id__isnull=False
    )
    found = rows.values_list("account_id", "company_id")
    return {account_id or "": company_id or "" for account_id, company_id in found}


def _heir(
    key: str | None, accounts: Sequence[str], successors: Mapping[str, str]
) -> str:
    claiming = [successors.get(it, it) for it in accounts]
    key = successors.get(key, key) if key else key
    return follower(key, [it for it in claiming if it] or accounts)


def _successors(
    context: Context,
    items: Sequence[Item],
    held: Mapping[str, str],
    now: Mapping[str, str],
) -> Ids:
    """Of accounts that are gone: who has their claim now; empty where nobody has."""
    found = {
        it.merged.account_id or "": it.record.account_id or ""
        for it in items
        if it.merged
    }
    gone = _gone(context, items, _competing(held, now) - found.keys())
    winners = winners_of(context, [it for it in gone.values() if it.master_id])
    ids = [it.id for it in winners.values()]
    rows = context.integration.records.filter(account_id__in=ids)
    homes = dict(rows.values_list("account_id", "company_id"))
    for id_ in gone:
        winner = winners[id_].id if id_ in winners else ""
        home = homes.get(winner)
        takes = home is None or now.get(home) == now[held[id_]]
        found[id_] = winner if takes else ""
    return found


def _competing(held: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """One that is alone keeps its company, whatever became of it."""
    several: dict[str, set[str]] = defaultdict(set)
    for account_id, company_id in held.items():
        several[now[company_id]].add(account_id)
    return {id_ for ids in several.values() if len(ids) > 1 for id_ in ids}


def _gone(
    context: Context, items: Sequence[Item], accounts: set[str]
) -> dict[str, Account]:
    """Another batch may hold the others: one call tells which of these are no more."""
    here = {it.account.id: it.account for it in items if it.account}
    gone = {id_: it for id_, it in here.items() if id_ in accounts and it.is_deleted}
    unseen = sorted(accounts - here.keys())
    return gone | (deleted_accounts(context, unseen) if unseen else {})
