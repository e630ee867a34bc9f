"""What speaks for each of several possible partners (K4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.engine.known import company_domain
from integrations.rules.matching import Ask, registrable_domain, unfit
from integrations.rules.similarity import Evidence, Traits, ranked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from integrations.engine.context import Context
    from integrations.engine.item import Item
    from integrations.records import Account, Company

ACCOUNT_TRAITS = ("Id", "Name", "Website", "Phone", "BillingCity", "SystemModstamp")
COMPANY_TRAITS = ("name", "domain", "website", "phone", "city")


def weigh(context: Context, items: Sequence[Item]) -> None:
    """One call to each CRM for all that wait for a person in this batch."""
    asking = [item for item in items if item.rival or isinstance(item.match, Ask)]
    if not asking:
        return
    accounts = _accounts(context, {it for item in asking for it in _account_ids(item)})
    companies = _companies(
        context, {it for item in asking for it in _company_ids(item)}
    )
    for item in asking:
        _weigh(item, accounts, companies)


def _weigh(
    item: Item, accounts: Mapping[str, Traits], companies: Mapping[str, Traits]
) -> None:
    row = item.record
    others = accounts if _seeks_account(item) else companies
    found = {it: others[it] for it in _candidates(item) if it in others}
    own = accounts.get(row.account_id or "") or companies.get(row.company_id or "")
    item.candidates = [
        _candidate(id_, found[id_], evidence)
        for id_, evidence in ranked(own or Traits(row.name, row.domain), found)
    ]


def _candidate(id_: str, traits: Traits, evidence: Evidence) -> dict[str, Any]:
    score, points = evidence.score, list(evidence.points)
    return {"id": id_, "name": traits.name, "score": score, "points": points}


def _candidates(item: Item) -> list[str]:
    if isinstance(item.match, Ask):
        return [candidate.id for candidate in item.match.candidates]
    return [item.rival]


def _seeks_account(item: Item) -> bool:
    """A company without one; what is left over of a merge has companies to choose."""
    return item.record.account_id is None and not item.rival


def _account_ids(item: Item) -> Iterable[str]:
    if _seeks_account(item):
        return _candidates(item)
    return [item.record.account_id] if item.record.account_id else []


def _company_ids(item: Item) -> Iterable[str]:
    own = [item.record.company_id] if item.record.company_id else []
    return own if _seeks_account(item) else [*own, *_candidates(item)]


def _accounts(context: Context, ids: Iterable[str]) -> dict[str, Traits]:
    wanted = list(ids)
    if not wanted:
        return {}
    found = context.clients.salesforce.retrieve_accounts(wanted, ACCOUNT_TRAITS)
    shared = context.integration.shared_domains
    return {id_: _of_account(account, shared) for id_, account in found.items()}


def _companies(context: Context, ids: Iterable[str]) -> dict[str, Traits]:
    wanted = list(ids)
    if not wanted:
        return {}
    found = context.clients.hubspot.read_companies(wanted, COMPANY_TRAITS)
    shared = context.integration.shared_domains
    return {id_: _of_company(company, shared) for id_, company in found.items()}


def _of_account(account: Account, shared: Collection[str]) -> Traits:
    website = _text(account.fields.get("Website"))
    return Traits(
        name=_text(account.fields.get("Name")),
        domain=_own(registrable_domain(website), shared),
        phone=_text(account.fields.get("Phone")),
        city=_text(account.fields.get("BillingCity")),
    )


def _of_company(company: Company, shared: Collection[str]) -> Traits:
    return Traits(
        name=company.properties.get("name") or "",
        domain=_own(company_domain(company), shared),
        phone=company.properties.get("phone") or "",
        city=company.properties.get("city") or "",
    )


def _own(domain: str | None, shared: Collection[str]) -> str:
    """A mail provider's domain speaks for nothing."""
    return "" if domain is None or unfit(domain, shared) else domain


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
