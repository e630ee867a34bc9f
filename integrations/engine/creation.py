"""Does a company create an account? The facts of many, gathered in a few calls (A)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.inclusion import Inclusion, inclusion_of
from integrations.engine.partners import partners_of
from integrations.rules.creation import Decision, Facts, decide
from integrations.rules.creation_facts import Contact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.engine.clients import Clients
    from integrations.engine.context import Context
    from integrations.models import Integration
    from integrations.records import Company, HubSpotContact
    from integrations.rules.syncs_with import Partner

# Who made a company, in HubSpot's own words (recorded).
MADE_BY = ("hs_object_source", "hs_object_source_label")
AUTOMATICALLY = ("COMPANIES", "CRM_SETTING")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision means for the record: ``code`` and ``message`` say why.

    ``private``: the Salesforce contacts who may be given the account.
    """

    code: str
    message: str
    creates: bool
    private: Sequence[str] = ()


def decisions(
    integration: Integration,
    clients: Clients,
    companies: Sequence[Company],
    *,
    manual: bool = False,
    in_hand: Mapping[str, HubSpotContact] | None = None,
) -> dict[str, Decision]:
    """By company id. Calls: one per 1,000 companies, one per 100 of their contacts, and
    Salesforce's for what these sync with. Contacts that are in hand cost none."""
    if not companies:
        return {}
    ids = [company.id for company in companies]
    contacts_of = clients.hubspot.contacts_of(ids)
    wanted = list(dict.fromkeys(it for found in contacts_of.values() for it in found))
    contacts = _contacts(clients, wanted, in_hand or {})
    partners = partners_of(clients.salesforce, list(contacts.values()))
    included = inclusion_of(integration, clients.hubspot, wanted)
    return {
        company.id: decide(
            _facts(
                integration,
                company,
                [
                    contacts[it]
                    for it in contacts_of.get(company.id, ())
                    if it in contacts
                ],
                len(contacts_of.get(company.id, ())),
                partners,
                included,
            ),
            manual=manual,
        )
        for company in companies
    }


def _contacts(
    clients: Clients, ids: Sequence[str], in_hand: Mapping[str, HubSpotContact]
) -> dict[str, HubSpotContact]:
    found = {id_: in_hand[id_] for id_ in ids if id_ in in_hand}
    others = [id_ for id_ in ids if id_ not in found]
    return found | clients.hubspot.read_contacts(others) if others else found


def verdicts(
    context: Context,
    companies: Sequence[Company],
    in_hand: Mapping[str, HubSpotContact] | None = None,
) -> dict[str, Verdict]:
    found = decisions(context.integration, context.clients, companies, in_hand=in_hand)
    return {company_id: verdict(it) for company_id, it in found.items()}


def _facts(
    integration: Integration,
    company: Company,
    contacts: Sequence[HubSpotContact],
    total: int,
    partners: Mapping[str, Partner],
    included: Inclusion,
) -> Facts:
    return Facts(
        auto_created=was_made_automatically(company),
        contacts=tuple(_contact(it, partners[it.id], included) for it in contacts),
        contacts_total=total,
        default_object="Lead" if integration.default_object == "Lead" else "Contact",
        list_id=included.list_id,
        list_name=included.name,
        list_problem=included.problem,
    )


def was_made_automatically(company: Company) -> bool:
    """By HubSpot's setting Create and associate companies with contacts (A5)."""
    return tuple(company.properties.get(name) for name in MADE_BY) == AUTOMATICALLY


def _contact(contact: HubSpotContact, partner: Partner, included: Inclusion) -> Contact:
    return Contact(
        id=contact.id,
        name=contact.name,
        email=contact.email,
        syncs_with=partner.syncs_with,
        salesforce_id=partner.salesforce_id,
        included=contact.id in included.members,
    )


def verdict(decision: Decision) -> Verdict:
    """In short: the criteria that decided. There is always one: a company that nothing
    creates is blocked, as it has no contact that qualifies."""
    if decision.overridden:
        message, private = _overridden(decision), decision.private
        return Verdict("manual", message, creates=True, private=private)
    wanted = "creates" if decision.creates_account else "blocks"
    holding = [it for it in decision.criteria if it.holds and it.effect == wanted]
    evidence = " ".join(it.evidence for it in holding)
    creates, private = decision.creates_account, decision.private
    return Verdict(holding[0].code, evidence, creates, private if creates else ())


def _overridden(decision: Decision) -> str:
    evidence = [
        it.evidence for it in decision.criteria if it.code in decision.overridden
    ]
    return _("By hand, against the rules %(codes)s: %(evidence)s") % {
        "codes": ", ".join(decision.overridden),
        "evidence": " ".join(evidence),
    }
