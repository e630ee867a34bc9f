"""Bring together what one batch must know of each record, in as few calls as can be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from integrations.engine.digest import account_digest
from integrations.models import Record
from integrations.rules.matching import Candidate, Linked, Match, New, find_company
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.records import Account, Company


@dataclass(slots=True)
class Item:
    """One record on its way through a batch; ``match``: how a partner was sought."""

    record: Record
    account: Account | None
    company: Company | None = None
    match: Match = field(default_factory=New)

    @property
    def company_id(self) -> str | None:
        if isinstance(self.match, Linked):
            return self.match.company_id
        return self.record.company_id


def gather(context: Context, payload: Mapping[str, Any]) -> list[Item]:
    items = _items(context, payload["items"])
    _fetch_accounts(context, items)
    _find_partners(context, items)
    _fetch_companies(context, items)
    return items


def _items(context: Context, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    records = Record.objects.in_bulk([row["record"] for row in rows])
    return [
        Item(record=record, account=_still_true(context, record, row["account"]))
        for row in rows
        if (record := records.get(row["record"]))
    ]


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
    for item in wanted:
        item.account = found.get(item.record.account_id or "")


def _find_partners(context: Context, items: Sequence[Item]) -> None:
    """Settled within the batch too: two accounts never take the same company."""
    seeking = [i for i in items if i.account and not i.record.company_id]
    by_domain = _candidates(context, seeking)
    taken: set[str] = set()
    for item in seeking:
        candidates = by_domain.get(item.record.domain, [])
        free = [c for c in candidates if c.company_id not in taken]
        item.match = _match(context, item, free)
        if isinstance(item.match, Linked):
            taken.add(item.match.company_id)


def _match(context: Context, item: Item, by_domain: Sequence[Candidate]) -> Match:
    return find_company(
        item.record.name,
        item.record.domain,
        by_domain=by_domain,
        order=context.integration.matching,
    )


def _candidates(context: Context, items: Sequence[Item]) -> dict[str, list[Candidate]]:
    domains = {item.record.domain for item in items if item.record.domain}
    found = defaultdict(list)
    rows = context.integration.records.filter(
        domain__in=domains, company_id__isnull=False
    )
    for row in rows.order_by("pk"):
        candidate = Candidate(
            row.company_id or "", row.name, linked=bool(row.account_id)
        )
        found[row.domain].append(candidate)
    return found


def _fetch_companies(context: Context, items: Iterable[Item]) -> None:
    wanted = [item for item in items if item.company_id]
    if not wanted:
        return
    ids = [item.company_id or "" for item in wanted]
    found = context.clients.hubspot.read_companies(ids, context.properties)
    for item in wanted:
        item.company = found.get(item.company_id or "")
