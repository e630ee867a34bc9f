"""Companies merged in HubSpot: whose link goes on (K6).

They live on in one with a new id, which is also found by their old ones (documented).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from integrations.engine import known
from integrations.engine.company_heirs import first_finders, heirs_of_companies
from integrations.engine.reasons import (
    ACCOUNT_DELETED,
    COMPANIES_MERGED,
    COMPANY_MERGED,
)
from integrations.models import Outcome
from integrations.rules.departures import Parting
from integrations.rules.matching import New
from integrations.rules.plan import Skip
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.models import Integration, Record
    from integrations.records import Company

MERGED_IDS = "hs_merged_object_ids"


def old_ids(company: Company) -> list[str]:
    """Those of the companies that were merged into this one."""
    return [it for it in (company.properties.get(MERGED_IDS) or "").split(";") if it]


def is_moved(item: Item) -> bool:
    """It was asked for by an id that is no longer its own."""
    return item.company is not None and item.company.id != item.company_id


def follow(context: Context, items: Sequence[Item]) -> None:
    """Where several linked companies became one, only one of the links follows it, and
    nobody else takes it."""
    merged = {it.company.id: it.company for it in items if it.company and _competes(it)}
    if not merged:
        return
    now = {old: id_ for id_, it in merged.items() for old in [*old_ids(it), id_]}
    heirs = heirs_of_companies(context, items, merged, now)
    heirs = first_finders(items, merged) | heirs
    for item in items:
        heir = heirs.get(item.company.id) if item.company else None
        owner = item.record.account_id
        if heir is not None and owner is not None and heir != owner:
            _leave_to(heir, item)


def _competes(item: Item) -> bool:
    """May its company, which lives on from others, be somebody else's?"""
    if item.company is None or item.record.account_id is None:
        return False
    is_found = item.record.company_id is None
    return is_moved(item) or (is_found and bool(old_ids(item.company)))


def _leave_to(heir: str, item: Item) -> None:
    """The company is another account's from now on."""
    survivor, item.company = item.company.id if item.company else "", None
    if item.account and item.account.is_deleted:
        item.absorbed, item.rival = (survivor, heir), ""
        return
    if item.record.company_id or item.merged:
        item.winner, item.rival = heir, survivor
    item.match = New()


def of_company(item: Item) -> Skip:
    """The account whose company was merged into that of another account."""
    if item.record.account_id is None:
        message = said("It was merged into company %(new)s in HubSpot.", new=item.rival)
        return Skip(COMPANY_MERGED, message)
    message = said(
        "Company %(old)s was merged into company %(new)s in HubSpot, which is linked "
        "to account %(other)s. Merge the two accounts in Salesforce, or decide "
        "otherwise, under Possible duplicates.",
        old=(item.merged or item.record).company_id,
        new=item.rival,
        other=item.winner,
    )
    return Parting(COMPANIES_MERGED, message)


def of_deleted_account(item: Item) -> Parting:
    """Its company lives on for another account: no setting takes that one away."""
    survivor, heir = item.absorbed or ("", "")
    message = said(
        "Account %(account)s was deleted in Salesforce. Its company %(old)s was merged "
        "in HubSpot into company %(new)s, which is linked to account %(other)s.",
        account=item.record.account_id,
        old=item.record.company_id,
        new=survivor,
        other=heir,
    )
    return Parting(ACCOUNT_DELETED, message)


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
