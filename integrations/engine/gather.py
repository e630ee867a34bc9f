"""Bring together what one batch must know of each record, in as few calls as can be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Lower

from integrations.engine.digest import account_digest
from integrations.models import Record
from integrations.rules.matching import Candidate, Linked, Match, New, find_company
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

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


def gather(context: Context, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    items = _items(context, rows)
    _fetch_accounts(context, items)
    _find_partners(context, items)
    _fetch_companies(context, items)
    return items


def _items(context: Context, rows: Sequence[Mapping[str, Any]]) -> list[Item]:
    by_record = {row["record"]: row["account"] for row in rows}
    return [
        Item(record=record, account=_still_true(context, record, by_record[pk]))
        for pk, record in Record.objects.in_bulk(list(by_record)).items()
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


def renew_accounts(context: Context, items: Sequence[Item]) -> None:
    """Read these accounts as they are now."""
    for item in items:
        item.account = None
    _fetch_accounts(context, items)


def _find_partners(context: Context, items: Sequence[Item]) -> None:
    """Settled within the batch too: two accounts never take the same company."""
    seeking = [i for i in items if i.account and not i.record.company_id]
    by_domain, by_name = _of_domains(context, seeking), _of_names(context, seeking)
    taken: set[str] = set()
    for item in seeking:
        item.match = find_company(
            item.record.name,
            item.record.domain,
            by_domain=_left(by_domain[item.record.domain], taken),
            by_name=_left(by_name[item.record.name.lower()], taken),
            order=context.integration.matching,
        )
        if isinstance(item.match, Linked):
            taken.add(item.match.company_id)


Candidates = dict[str, list[Candidate]]


def _left(candidates: Sequence[Candidate], taken: set[str]) -> list[Candidate]:
    return [it for it in candidates if it.company_id not in taken]


def _of_domains(context: Context, items: Sequence[Item]) -> Candidates:
    domains = {item.record.domain for item in items if item.record.domain}
    found: Candidates = defaultdict(list)
    for row in _companies(context).filter(domain__in=domains).order_by("pk"):
        found[row.domain].append(_candidate(row))
    return found


def _of_names(context: Context, items: Sequence[Item]) -> Candidates:
    """Only when the admin asked for it: a name is weaker than a domain."""
    found: Candidates = defaultdict(list)
    if "name" not in context.integration.matching:
        return found
    names = {item.record.name.lower() for item in items if item.record.name}
    rows = _companies(context).annotate(lower=Lower("name")).filter(lower__in=names)
    for row in rows.order_by("pk"):
        found[row.name.lower()].append(_candidate(row))
    return found


def _companies(context: Context) -> QuerySet[Record]:
    return context.integration.records.filter(company_id__isnull=False)


def _candidate(row: Record) -> Candidate:
    return Candidate(row.company_id or "", row.name, linked=bool(row.account_id))


def _fetch_companies(context: Context, items: Iterable[Item]) -> None:
    wanted = [item for item in items if item.company_id]
    if not wanted:
        return
    ids = [item.company_id or "" for item in wanted]
    found = context.clients.hubspot.read_companies(ids, context.properties)
    for item in wanted:
        item.company = found.get(item.company_id or "")
