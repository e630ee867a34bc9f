"""Look for the partner of each record among those the census knows (K3): no call."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from integrations.engine.keys import NOBODYS
from integrations.models import Record
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.rules.matching import Candidate, Linked, Match, New, find_partner

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from integrations.engine.context import Context
    from integrations.engine.item import Item

Candidates = dict[str, list[Candidate]]
BY_KEY_ALONE = ("key",)


def find_companies(context: Context, items: Sequence[Item]) -> None:
    """For accounts without a company."""
    _find(context, items, _Known(context, items, "company_id"))


def find_accounts(context: Context, items: Sequence[Item]) -> None:
    """For companies that create an account: the one they have already is linked."""
    _find(context, items, _Known(context, items, "account_id"))


def found_by_step(context: Context, item: Item) -> dict[str, list[Candidate]]:
    """All that each step of the search finds for one record, linked ones too."""
    known = _Known(context, [item], "account_id" if item.company else "company_id")
    return {
        "key": known.by_key[key_of(item)],
        "domain": known.by_domain[item.record.domain],
        "name": known.by_name[item.record.name.lower()],
    }


class _Known:
    """The other side's records that could be meant, by key, domain and name."""

    def __init__(self, context: Context, items: Sequence[Item], side: str) -> None:
        self._side = side
        rows = context.integration.records.filter(**{f"{side}__isnull": False})
        rows = rows.exclude(reason__in=NOBODYS[side])
        self.by_key = self._keyed(rows, items)
        self.by_domain = self._of_domains(rows, items)
        self.by_name: Candidates = defaultdict(list)
        if "name" in context.integration.matching:
            self.by_name = self._of_names(rows, items)

    def _keyed(self, rows: QuerySet[Record], items: Sequence[Item]) -> Candidates:
        keys = [key for item in items if (key := key_of(item))]
        found: Candidates = defaultdict(list)
        for row in rows.filter(**{f"{self._side}__in": keys}) if keys else ():
            found[getattr(row, self._side)].append(self._candidate(row))
        return found

    def _of_domains(self, rows: QuerySet[Record], items: Iterable[Item]) -> Candidates:
        domains = {item.record.domain for item in items if item.record.domain}
        found: Candidates = defaultdict(list)
        for row in rows.filter(domain__in=domains).order_by("pk") if domains else ():
            found[row.domain].append(self._candidate(row))
        return found

    def _of_names(self, rows: QuerySet[Record], items: Iterable[Item]) -> Candidates:
        """Only when the admin asked for it: a name is weaker than a domain."""
        names = {item.record.name.lower() for item in items if item.record.name}
        found: Candidates = defaultdict(list)
        lowered = rows.annotate(lower=Lower("name")).filter(lower__in=names)
        for row in lowered.order_by("pk"):
            found[row.name.lower()].append(self._candidate(row))
        return found

    def _candidate(self, row: Record) -> Candidate:
        return Candidate(getattr(row, self._side), row.name, linked=row.is_linked)


def key_of(item: Item) -> str:
    """The partner's id as the record itself carries it; empty when it does not."""
    if item.account is not None:
        return str(item.account.fields.get(KEY_FIELD) or "")
    company = item.company
    return (company.properties.get(KEY_PROPERTY) or "") if company else ""


def is_left_alone(context: Context, record: Record) -> bool:
    """A person said so; one who asks for this very record by hand says otherwise."""
    left = record.decision == Record.Decision.LEAVE and not record.is_linked
    return left and not context.run.scope.get("manual")


def _find(context: Context, items: Sequence[Item], known: _Known) -> None:
    """Settled within the batch too: two records never take the same partner."""
    taken: set[str] = set()
    for item in items:
        item.match = _match(context, item, known, taken)
        if isinstance(item.match, Linked):
            taken.add(item.match.partner_id)


def _match(context: Context, item: Item, known: _Known, taken: set[str]) -> Match:
    row, settings = item.record, context.integration
    if is_left_alone(context, row):
        return New()
    create_new = row.decision == Record.Decision.CREATE_NEW
    return find_partner(
        row.name,
        row.domain,
        by_key=_left(known.by_key.get(key_of(item), ()), taken),
        by_domain=_left(known.by_domain.get(row.domain, ()), taken),
        by_name=_left(known.by_name.get(row.name.lower(), ()), taken),
        order=BY_KEY_ALONE if create_new else settings.matching,
        shared_domains=settings.shared_domains,
    )


def _left(candidates: Sequence[Candidate], taken: set[str]) -> list[Candidate]:
    return [it for it in candidates if it.id not in taken]
