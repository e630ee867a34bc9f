"""Bring together what one batch must know of each record, in as few calls as can be."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from integrations.engine.account_merges import joined_to_winners
from integrations.engine.company_merges import follow, followers, is_moved
from integrations.engine.creation import Verdict, decisions, verdict
from integrations.engine.digest import account_digest
from integrations.engine.gone import deleted_accounts
from integrations.engine.item import Item
from integrations.engine.partner_search import find_accounts, find_companies
from integrations.engine.reasons import COMPANY_DELETED
from integrations.engine.weighing import weigh
from integrations.engine.wished import is_wished
from integrations.models import Record
from integrations.records import Company
from integrations.rules.matching import Ask, Candidate, Linked, Match, New
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.records import Account


def gather(
    context: Context, rows: Sequence[Mapping[str, Any]], *, manual: bool = False
) -> list[Item]:
    """``manual``: a person asked, and then every company creates its account (A3)."""
    items = _items(context, rows)
    _fetch_accounts(context, items)
    items = joined_to_winners(context, items)
    find_companies(context, [it for it in items if _lacks_company(it)])
    _fetch_companies(context, items)
    items, following = _without_followed(context, items)
    _settle_companies(context, items)
    _judge_companies(context, items, manual=manual)
    items = _with_accounts_found(context, items)
    weigh(context, items)
    if not following:
        return items
    here = {item.record.pk for item in items}
    more = gather(context, following, manual=manual)
    return [*items, *(item for item in more if item.record.pk not in here)]


def _lacks_company(item: Item) -> bool:
    is_there = item.account is not None and not item.account.is_deleted
    return is_there and not item.company_id


def _items(context: Context, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    by_record = {row["record"]: row for row in rows}
    return [
        _item(context, record, by_record[pk])
        for pk, record in Record.objects.in_bulk(list(by_record)).items()
    ]


def _item(context: Context, record: Record, row: Mapping[str, Any]) -> Item:
    if record.account_id:
        return Item(record, _still_true(context, record, row.get("account")))
    item = Item(record)
    if row.get("verdict"):
        item.verdict = None if is_wished(record) else Verdict(**row["verdict"])
        if record.reason == COMPANY_DELETED:  # a dry run leaves its row as it was
            record.reason = record.decision = ""
        item.company = to_company(row["company"])
    return item


def to_company(row: Mapping[str, Any]) -> Company:
    moment = datetime.fromisoformat(row["modified_at"])
    return Company(row["id"], row["properties"], moment)


def _still_true(
    context: Context, record: Record, row: Mapping[str, object] | None
) -> Account | None:
    """The account as it was read; None, to be read anew, if a later edit was synced."""
    account = to_account(row) if row else None
    known = record.account_modified_at
    if account is None or known is None or account.is_deleted:
        return account
    if account.modified_at > known:
        return account
    seen = account_digest(account, context.mapped_fields)
    is_same = record.account_digest in {"", seen}
    return account if account.modified_at == known and is_same else None


def _fetch_accounts(context: Context, items: Iterable[Item]) -> None:
    wanted = [i for i in items if i.account is None and i.record.account_id]
    if not wanted:
        return
    ids = [item.record.account_id or "" for item in wanted]
    found = context.clients.salesforce.retrieve_accounts(ids, context.fields)
    missing = [account_id for account_id in ids if account_id not in found]
    found |= deleted_accounts(context, missing)
    for item in wanted:
        item.account = found.get(item.record.account_id or "")


def renew_accounts(context: Context, items: Sequence[Item]) -> None:
    """Read these accounts as they are now."""
    for item in items:
        item.account = None
    _fetch_accounts(context, items)


def _fetch_companies(context: Context, items: Iterable[Item]) -> None:
    wanted = [item for item in items if item.company_id and item.company is None]
    if not wanted:
        return
    ids = [item.company_id or "" for item in wanted]
    found = context.clients.hubspot.read_companies(ids, context.properties)
    for item in wanted:
        item.company = found.get(item.company_id or "")


def _without_followed(
    context: Context, items: Sequence[Item]
) -> tuple[list[Item], list[Mapping[str, Any]]]:
    """A company that others with a link were merged into is worked on as these links,
    one of which is about to follow to it: their rows, unless they are here as well."""
    alone = [it for it in items if it.company and not it.record.account_id]
    unmoved = [it.company for it in alone if it.company and not is_moved(it)]
    found = followers(context.integration, unmoved)
    if not found:
        return list(items), []
    led = {id(it) for it in alone if it.company and it.company.id in found}
    here = {it.record.pk for it in items}
    rows = [row for links in found.values() for row in links if row.pk not in here]
    left = [it for it in items if id(it) not in led]
    return left, [{"record": row.pk} for row in rows]


def _settle_companies(context: Context, items: Sequence[Item]) -> None:
    """A partner found just now that is not there any more is none; one that was merged
    away lives on in another, whose link may be another account's."""
    for item in items:
        found = isinstance(item.match, Linked) and not item.merged
        if found and item.company is None:
            item.match = New()
        elif item.company and item.record.account_id is None and is_moved(item):
            item.rival, item.company = item.company.id, None
    follow(context, items)


def _judge_companies(context: Context, items: Sequence[Item], *, manual: bool) -> None:
    """Companies that came without a verdict are asked about now."""
    asked = [
        (item, item.company)
        for item in items
        if item.company and not item.record.account_id and item.verdict is None
    ]
    for by_hand in (False, True):
        part = [it for it in asked if (manual or is_wished(it[0].record)) == by_hand]
        companies = [company for _item, company in part]
        found = decisions(
            context.integration, context.clients, companies, manual=by_hand
        )
        for item, company in part:
            item.verdict = verdict(found[company.id])


def _with_accounts_found(context: Context, items: Sequence[Item]) -> list[Item]:
    """A company that would create the account it has already joins that one's row."""
    creating = [it for it in items if it.verdict and it.verdict.creates]
    find_accounts(context, creating)
    _meet(creating, items)
    partners = {
        it.match.partner_id: it for it in creating if isinstance(it.match, Linked)
    }
    rows = context.integration.records.filter(account_id__in=list(partners))
    here = {it.record.pk for it in items}
    joined = [
        _joined(partners[row.account_id or ""], row)
        for row in rows
        if row.pk not in here
    ]
    _fetch_accounts(context, joined)
    settled = {id(it) for it in partners.values()}
    return [*(it for it in items if id(it) not in settled), *joined]


def _meet(companies: Iterable[Item], items: Iterable[Item]) -> None:
    """An account that is in the batch itself has looked for its company already, and
    may have found the one that did not find it."""
    accounts = {it.record.account_id: it for it in items if it.record.account_id}
    taken = {
        it.match.partner_id: Linked(it.record.account_id, it.match.step)
        for it in items
        if it.record.account_id and isinstance(it.match, Linked)
    }
    for item in companies:
        match = taken.get(item.record.company_id or "", item.match)
        account = accounts.get(match.partner_id) if isinstance(match, Linked) else None
        if isinstance(match, Linked) and account:
            item.match = _answered(match, item, account)


def _answered(match: Linked, item: Item, account: Item) -> Match:
    """One that found no company, or several, does not take this one unasked."""
    if account.company_id == item.record.company_id:
        return match
    if not _lacks_company(account):
        return New()
    return Ask((Candidate(match.partner_id, account.record.name),), match.step)


def _joined(item: Item, account_row: Record) -> Item:
    match = item.match
    step = match.step if isinstance(match, Linked) else ""
    company_id = item.record.company_id or ""
    linked = Linked(company_id, step)
    return Item(account_row, company=item.company, match=linked, joined=item.record)
