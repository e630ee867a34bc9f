"""Look for the partner of each record among those the census knows (K3): no call."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import Lower

from integrations.engine.known import name_as_read
from integrations.engine.reasons import NOBODYS
from integrations.models import Record
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.rules.matching import (
    Candidate,
    Linked,
    Match,
    New,
    find_partner,
    unfit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item

Candidates = dict[str, list[Candidate]]
BY_KEY_ALONE = ("key",)
BY_NAME = "name"


def find_companies(context: Context, items: Sequence[Item]) -> None:
    """For accounts without a company."""
    _find(context, items, _Known(context, items, "company_id"))


def find_accounts(context: Context, items: Sequence[Item]) -> None:
    """For companies that create an account: the one they have already is linked."""
    _find(context, items, _Known(context, items, "account_id"))


def found_by_step(context: Context, item: Item) -> dict[str, list[Candidate]]:
    """All that each step of the search finds for one record, linked ones too."""
    known = _Known(context, [item], "account_id" if item.company else "company_id")
    if BY_NAME in context.integration.matching:
        known.ask_names([item])
    return {
        "key": known.by_key[key_of(item)],
        "domain": known.by_domain[item.record.domain],
        "name": known.by_name[item.record.name.lower()],
    }


class _Known:
    """The other side's records that could be meant, by key, domain and name."""

    def __init__(self, context: Context, items: Sequence[Item], side: str) -> None:
        _name_all(items)
        other = "account_id" if side == "company_id" else "company_id"
        self._columns = side, "name", other
        self._fit = Q(**{f"{side}__isnull": False}) & ~Q(reason__in=NOBODYS[side])
        self._rows = context.integration.records.filter(self._fit)
        self.by_key = self._found(side, {key_of(item) for item in items})
        self.by_domain = self._found("domain", _domains(context, items))
        self.by_name: Candidates = defaultdict(list)

    def _found(self, column: str, values: set[str]) -> Candidates:
        found: Candidates = defaultdict(list)
        if asked := values - {""}:
            rows = self._rows.filter(**{f"{column}__in": asked}).order_by("pk")
            for value, *row in rows.values_list(column, *self._columns):
                found[value].append(_candidate(*row))
        return found

    def ask_names(self, items: Iterable[Item]) -> None:
        """Of every record: a database that is told of the integration, which all of
        them share, looks through all instead of the names."""
        # Lowered by the database, since SQLite leaves É as it is.
        given = {item.record.name for item in items if item.record.name}
        names = [Lower(Value(name)) for name in given]
        if names:
            lowered = Record.objects.alias(lower=Lower("name")).filter(lower__in=names)
            found = lowered.filter(self._fit).order_by("pk")
            for row in found.values_list(*self._columns):
                self.by_name[row[1].lower()].append(_candidate(*row))


def _name_all(items: Iterable[Item]) -> None:
    """Who looks does so by what it is now, not by what it was at the last look."""
    for item in items:
        if seen := item.account or item.company:
            name_as_read(item.record, seen)


def _domains(context: Context, items: Iterable[Item]) -> set[str]:
    """A mail provider's would bring up thousands of records that say nothing."""
    shared = context.integration.shared_domains
    found = {item.record.domain for item in items}
    return {it for it in found if not unfit(it, shared)}


def _candidate(id_: str, name: str, partner_id: str | None) -> Candidate:
    return Candidate(id_, name, linked=partner_id is not None)


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
    """Settled within the batch too: two records never take the same partner. By name
    only what nothing before it settles is asked."""
    order = context.integration.matching
    taken: set[str] = set()
    _settle(context, items, known, _before_names(order), taken)
    if BY_NAME in order:
        open_ = [it for it in items if isinstance(it.match, New) and _asks(context, it)]
        known.ask_names(open_)
        _settle(context, open_, known, order, taken)


def _before_names(order: Sequence[str]) -> Sequence[str]:
    return order[: order.index(BY_NAME)] if BY_NAME in order else order


def _asks(context: Context, item: Item) -> bool:
    created = item.record.decision == Record.Decision.CREATE_NEW
    return not (created or is_left_alone(context, item.record))


def _settle(
    context: Context,
    items: Iterable[Item],
    known: _Known,
    order: Sequence[str],
    taken: set[str],
) -> None:
    for item in items:
        item.match = _match(context, item, known, order, taken)
        if isinstance(item.match, Linked):
            taken.add(item.match.partner_id)


def _match(
    context: Context,
    item: Item,
    known: _Known,
    order: Sequence[str],
    taken: set[str],
) -> Match:
    row = item.record
    if is_left_alone(context, row):
        return New()
    create_new = row.decision == Record.Decision.CREATE_NEW
    return find_partner(
        row.name,
        row.domain,
        by_key=_left(known.by_key.get(key_of(item), ()), taken),
        by_domain=_left(known.by_domain.get(row.domain, ()), taken),
        by_name=_left(known.by_name.get(row.name.lower(), ()), taken),
        order=BY_KEY_ALONE if create_new else order,
        shared_domains=context.integration.shared_domains,
    )


def _left(candidates: Sequence[Candidate], taken: set[str]) -> list[Candidate]:
    return [it for it in candidates if it.id not in taken]
