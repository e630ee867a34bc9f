"""Which companies' stages their contacts' changes move, and by how few calls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.rules.lifecycle import advance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.models import Record
    from integrations.records import Company, HubSpotContact, Stage

PROPERTY = "lifecyclestage"


@dataclass(frozen=True, slots=True)
class Move:
    """``contact``: whose change takes the company along; None when it did before, and
    HubSpot refused."""

    record: Record
    contact: HubSpotContact | None
    old: Stage | None
    new: Stage


@dataclass(frozen=True, slots=True)
class Changed:
    """``contacts`` that changed ``since``, each with its ``companies_of``."""

    contacts: Mapping[str, HubSpotContact]
    companies_of: Mapping[str, Sequence[str]]
    since: datetime


def moves_of(context: Context, changed: Changed) -> list[Move]:
    """The stages of companies cost one call for 100; the order of stages one, and the
    contacts' histories one for 50, only where a contact is ahead of its company."""
    by_company = _staged(changed)
    rows = context.integration.records.filter(
        company_id__in=list(by_company), account_id__isnull=False
    )
    records = {row.company_id or "": row for row in rows}
    hubspot = context.clients.hubspot
    companies = hubspot.read_companies(list(records), [PROPERTY]) if records else {}
    apart = {
        id_: [it for it in by_company[id_] if it.stage != stage_of(company)]
        for id_, company in companies.items()
    }
    if not any(apart.values()):
        return []
    stages = {stage.value: stage for stage in hubspot.lifecycle_stages()}
    ahead = {
        id_: [it for it in found if _is_ahead(companies[id_], it, stages)]
        for id_, found in apart.items()
    }
    wanted = list({it.id: 0 for found in ahead.values() for it in found})
    edited = hubspot.contact_stages(wanted) if wanted else {}
    return [
        _move(records[id_], companies[id_], recent, stages)
        for id_, found in ahead.items()
        if (recent := [it for it in found if _is_recent(edited, it, changed.since)])
    ]


def _staged(changed: Changed) -> dict[str, list[HubSpotContact]]:
    found: defaultdict[str, list[HubSpotContact]] = defaultdict(list)
    for contact_id, company_ids in changed.companies_of.items():
        contact = changed.contacts.get(contact_id)
        if contact is not None and contact.stage:
            for company_id in company_ids:
                found[company_id].append(contact)
    return found


def stage_of(company: Company) -> str | None:
    return company.properties.get(PROPERTY) or None


def _is_ahead(
    company: Company, contact: HubSpotContact, stages: Mapping[str, Stage]
) -> bool:
    return bool(advance(stage_of(company), [contact.stage or ""], list(stages)))


def _is_recent(
    edited: Mapping[str, datetime], contact: HubSpotContact, since: datetime
) -> bool:
    """Another property's change does not bring up a stage of long ago."""
    return contact.id in edited and edited[contact.id] >= since


def _move(
    record: Record,
    company: Company,
    contacts: Sequence[HubSpotContact],
    stages: Mapping[str, Stage],
) -> Move:
    order = list(stages)
    furthest = max(contacts, key=lambda it: order.index(it.stage or ""))
    old = stages.get(stage_of(company) or "")
    return Move(record, furthest, old, stages[furthest.stage or ""])
