"""Drafts become records, with all that HubSpot does by itself afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot import drafts
from integrations.sandbox.hubspot.associations import (
    CONTACT_COMPANY,
    CONTACT_TO_COMPANY,
)
from integrations.sandbox.hubspot.company_domain import domain_of, work_domain
from integrations.sandbox.hubspot.kinds import COMPANIES, CONTACTS
from integrations.sandbox.hubspot.linking import associate
from integrations.sandbox.hubspot.records import Source
from integrations.sandbox.hubspot.terms import Terms

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.drafts import Draft
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.records import Record

AUTOMATIC = Source("COMPANIES", "FetchAssociatedCompanyIdStep", "CRM_SETTING")


def commit(portal: Portal, draft: Draft, late: float = 0.0) -> Record:
    """Keep the draft; give the record as it is when everything is done."""
    portal.save(draft.kind, draft.record, late)
    for type_id, other in draft.links:
        associate(portal, type_id, draft.record.id, other, late)
    if draft.kind is CONTACTS and portal.settings.auto_create_companies:
        _find_employer(portal, draft, late)
    return portal.store(draft.kind).live(draft.record.id) or draft.record


def _find_employer(portal: Portal, draft: Draft, late: float) -> None:
    """An association that is there already is left as it is (documented)."""
    contact = draft.record
    if not draft.is_new and "email" not in draft.sent:
        return
    if portal.associations.count(CONTACT_COMPANY, contact.id):
        return
    domain = _employer_domain(contact)
    if domain and domain not in portal.employer_rules.excluded:
        company_id = _company_with(portal, domain, late)
        associate(portal, CONTACT_TO_COMPANY, contact.id, company_id, late)


def _employer_domain(contact: Record) -> str:
    """A free-mail address says nothing; then the website does (documented)."""
    by_email = work_domain(contact.properties.get("email", ""))
    return by_email or domain_of(contact.properties.get("website", ""))


def _company_with(portal: Portal, domain: str, late: float) -> int:
    """A subdomain is a domain of its own (documented)."""
    holders = portal.store(COMPANIES).holders("domain", domain)
    if holders:
        return min(holders)
    values = {"domain": domain, "name": domain.partition(".")[0].capitalize()}
    draft = drafts.new(Terms(portal, COMPANIES, AUTOMATIC), values)
    portal.save(COMPANIES, draft.record, late)
    if (seconds := portal.employer_rules.enrichment_s) is not None:
        portal.later.put(seconds, draft.record.id)
    return draft.record.id
