"""What HubSpot contacts sync with in Salesforce, asked for many at once (A4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integrations.rules.syncs_with import (
    Partner,
    SalesforceContact,
    SalesforceLead,
    syncs_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.records import HubSpotContact, SalesforcePerson
    from integrations.salesforce.client import SalesforceClient


def partners_of(
    salesforce: SalesforceClient, contacts: Sequence[HubSpotContact]
) -> dict[str, Partner]:
    """By the HubSpot contact's id."""
    if not contacts:
        return {}
    people = salesforce.people(
        contact_ids=[it.account_contact_id for it in contacts if it.account_contact_id],
        lead_ids=[it.lead_id for it in contacts if it.lead_id],
        emails=[it.email for it in contacts if it.email],
    )
    found = _People.of(people)
    return {contact.id: _partner(contact, found) for contact in contacts}


@dataclass(slots=True)
class _People:
    """Contacts and leads by what a HubSpot contact may know of them: id or e-mail."""

    contacts: dict[str, list[SalesforceContact]] = field(
        default_factory=lambda: defaultdict(list)
    )
    leads: dict[str, list[SalesforceLead]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, people: Iterable[SalesforcePerson]) -> _People:
        found = cls()
        for person in people:
            if person.kind == "contact":
                contact = SalesforceContact(person.id, person.email, person.account_id)
                for key in _keys(person):
                    found.contacts[key].append(contact)
            else:
                lead = SalesforceLead(person.id, person.email, person.converted)
                for key in _keys(person):
                    found.leads[key].append(lead)
        return found


def _keys(person: SalesforcePerson) -> list[str]:
    return [person.id, *([person.email.casefold()] if person.email else [])]


def _partner(contact: HubSpotContact, found: _People) -> Partner:
    email = (contact.email or "").casefold()
    asked = [contact.account_contact_id, contact.lead_id, email]
    keys = [key for key in asked if key]
    return syncs_with(
        contact.account_contact_id,
        contact.lead_id,
        contact.email,
        [it for key in keys for it in found.contacts.get(key, ())],
        [it for key in keys for it in found.leads.get(key, ())],
    )
