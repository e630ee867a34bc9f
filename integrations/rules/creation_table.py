"""The decision table of creation: situations an admin knows, decided by the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from integrations.rules.creation import decide
from integrations.rules.creation_facts import Contact, Facts
from integrations.rules.syncs_with import SyncsWith
from integrations.said import said


@dataclass(frozen=True, slots=True)
class Row:
    """``holds`` are the codes of the criteria that hold."""

    situation: str
    holds: tuple[str, ...]
    creates_account: bool


_CONTACT, _PRIVATE, _LEAD, _NEW = (
    Contact("", "Ada", None, kind, None, included=True)
    for kind in (
        SyncsWith.CONTACT,
        SyncsWith.PRIVATE_CONTACT,
        SyncsWith.LEAD,
        SyncsWith.NOTHING,
    )
)


def _out(contact: Contact) -> Contact:
    return replace(contact, included=False)


def _facts(*contacts: Contact, list_id: str | None = None) -> Facts:
    return Facts(
        auto_created=False,
        contacts=contacts,
        contacts_total=len(contacts),
        default_object="Contact",
        list_id=list_id,
        list_name=list_id,
        list_problem="",
    )


def _listed(*contacts: Contact) -> Facts:
    return _facts(*contacts, list_id="1")


def _made(facts: Facts) -> Facts:
    return replace(facts, auto_created=True)


_FOR_LEADS = replace(_made(_facts(_NEW)), default_object="Lead")
_BROKEN = replace(_listed(_NEW), list_problem="It was deleted.")
_UNREAD = replace(_facts(), contacts_total=2)

_SITUATIONS = (
    (said("No contact"), _facts()),
    (said("No contact; made automatically"), _made(_facts())),
    (said("No list chosen; a contact that is not in Salesforce yet"), _facts(_NEW)),
    (said("No list chosen; a contact of another account"), _facts(_CONTACT)),
    (said("No list chosen; a private contact"), _facts(_PRIVATE)),
    (said("No list chosen; only leads"), _facts(_LEAD, _LEAD)),
    (said("No list chosen; only leads; made automatically"), _made(_facts(_LEAD))),
    (said("No list chosen; a lead and another contact"), _facts(_LEAD, _NEW)),
    (said("No list chosen; a contact; made automatically"), _made(_facts(_NEW))),
    (said("The same, but the default object is Lead"), _FOR_LEADS),
    (said("A contact in the list"), _listed(_NEW)),
    (said("A contact outside the list"), _listed(_out(_NEW))),
    (
        said("A contact outside the list; made automatically"),
        _made(_listed(_out(_NEW))),
    ),
    (said("A private contact outside the list"), _listed(_out(_PRIVATE))),
    (said("One contact in the list, another outside it"), _listed(_NEW, _out(_NEW))),
    (said("Only leads, in the list"), _listed(_LEAD, _LEAD)),
    (
        said("A lead in the list, another contact outside it"),
        _listed(_LEAD, _out(_NEW)),
    ),
    (said("A list that was deleted, or is no list of contacts"), _BROKEN),
    (said("Contacts that cannot be read"), _UNREAD),
)


def _row(situation: str, facts: Facts) -> Row:
    decision = decide(facts)
    holds = tuple(it.code for it in decision.criteria if it.holds)
    return Row(situation, holds, decision.creates_account)


TABLE = tuple(_row(situation, facts) for situation, facts in _SITUATIONS)
"""The default object is Contact unless a row says otherwise."""
