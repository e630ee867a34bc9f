"""Whether a HubSpot company creates a Salesforce account, and why (A1 to A3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from integrations.rules import creation_evidence as evidence
from integrations.rules.creation_facts import (
    Contact,
    Facts,
    associated,
    qualifying,
    that_sync_with,
)
from integrations.rules.syncs_with import SyncsWith
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "RULES",
    "Contact",
    "Criterion",
    "Decision",
    "Facts",
    "Rule",
    "SyncsWith",
    "decide",
]

Effect = Literal["creates", "blocks"]


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    holds: bool
    effect: Effect
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """``overridden``: criteria against which a manual resync creates the account.

    ``private``: the Salesforce contacts without an account, who may be given this one.
    """

    creates_account: bool
    criteria: tuple[Criterion, ...]
    overridden: tuple[str, ...]
    private: tuple[str, ...] = ()
    list_name: str = ""


def decide(facts: Facts, *, manual: bool = False) -> Decision:
    """Any criterion that creates, unless one blocks; by hand always (A3)."""
    criteria = tuple(
        Criterion(rule.code, rule.holds(facts), rule.effect, rule.evidence(facts))
        for rule in RULES
    )
    creating = any(it.holds and it.effect == "creates" for it in criteria)
    blocking = tuple(it.code for it in criteria if it.holds and it.effect == "blocks")
    creates = manual or (creating and not blocking)
    overridden = blocking if manual else ()
    named = facts.list_name or ""
    return Decision(creates, criteria, overridden, _private(facts), named)


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    effect: Effect
    words: str
    holds: Callable[[Facts], bool]
    evidence: Callable[[Facts], str]


def _auto_created(facts: Facts) -> bool:
    return facts.auto_created and facts.default_object == "Contact"


def _private_contact(facts: Facts) -> bool:
    return bool(that_sync_with(facts, SyncsWith.PRIVATE_CONTACT))


def _private(facts: Facts) -> tuple[str, ...]:
    found = that_sync_with(facts, SyncsWith.PRIVATE_CONTACT)
    return tuple(it.salesforce_id for it in found if it.salesforce_id)


def _inclusion_list(facts: Facts) -> bool:
    return bool(qualifying(facts))


def _no_contact(facts: Facts) -> bool:
    return not associated(facts)


def _all_leads(facts: Facts) -> bool:
    """Of those that were read; a company without contacts is blocked for just that."""
    found = that_sync_with(facts, SyncsWith.LEAD)
    return bool(found) and len(found) == len(facts.contacts)


def _none_included(facts: Facts) -> bool:
    return bool(associated(facts)) and not qualifying(facts)


RULES = (
    Rule(
        "auto_created_default_contact",
        "creates",
        said(
            "The company was made by HubSpot's setting Create and associate companies"
            " with contacts, and the default object created in Salesforce is Contact."
        ),
        _auto_created,
        evidence.of_the_maker,
    ),
    Rule(
        "private_contact",
        "creates",
        said(
            "An associated contact syncs with a private contact: a Salesforce contact"
            " without an account."
        ),
        _private_contact,
        evidence.of_private_contacts,
    ),
    Rule(
        "inclusion_list",
        "creates",
        said(
            "An associated contact qualifies for the inclusion list. Where no list is"
            " chosen, every contact qualifies."
        ),
        _inclusion_list,
        evidence.of_the_list,
    ),
    Rule(
        "no_contact",
        "blocks",
        said("The company has no associated contact."),
        _no_contact,
        evidence.of_associations,
    ),
    Rule(
        "all_leads",
        "blocks",
        said("All its associated contacts sync with Salesforce leads."),
        _all_leads,
        evidence.of_leads,
    ),
    Rule(
        "none_included",
        "blocks",
        said("None of its associated contacts qualifies for the inclusion list."),
        _none_included,
        evidence.of_the_list,
    ),
)
"""In the order in which they are shown (A)."""
