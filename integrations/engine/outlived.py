"""Accounts that win a merge while their own company is gone from HubSpot: where a
deletion ends links, this one is out of the way of what they inherit (K5, K6)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.engine.known_words import remember_words
from integrations.engine.parting import split
from integrations.engine.reasons import COMPANY_DELETED
from integrations.models import Record
from integrations.rules.departures import on_deletion
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item


Handing = tuple["Item", "Item"]


def living_first(context: Context, handing: Sequence[Handing]) -> list[Handing]:
    """``handing``: each account that lost, and the one that won. Of several that lost,
    those come first whose company is there: the one that won takes but one. One call
    for those of a batch where more than one company is to be had."""
    lets_go = on_deletion("company", context.integration.on_company_deleted) != "stay"
    losers = Counter(heir.record.pk for _it, heir in handing)
    asked = [
        (it, heir)
        for it, heir in handing
        if (lets_go if heir.record.company_id else losers[heir.record.pk] > 1)
    ]
    if not asked:
        return list(handing)
    ids = {it.record.company_id or "" for pair in asked for it in pair} - {""}
    there = context.clients.hubspot.read_companies(sorted(ids), context.properties)
    _let_go_of_deleted(asked, there)
    return sorted(handing, key=lambda pair: pair[0].record.company_id not in there)


def _let_go_of_deleted(asked: Iterable[Handing], there: Collection[str]) -> None:
    for item, heir in asked:
        inherits = item.record.company_id in there
        if inherits and heir.record.company_id not in {None, *there}:
            heir.outlived = _without(heir.record)


def _without(row: Record) -> Record:
    """The deleted company's own row, still to be saved."""
    company = split(row)
    company.reason, company.decision = COMPANY_DELETED, Record.Decision.LEAVE
    company.message = said("The company was deleted in HubSpot.")
    return company


def keep_outlived(item: Item) -> None:
    """Inside the caller's transaction, before the other company is linked."""
    company = item.outlived
    if company is None:
        return
    held = Record.objects.filter(pk=item.record.pk, company_id=company.company_id)
    parted = {"company_id": None, "agreement": None, "company_digest": ""}
    if held.update(**parted, company_modified_at=None):
        remember_words(Record.objects.bulk_create([company]))
