"""Why a criterion of creation holds or does not, in words that name who and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.creation_facts import associated, qualifying, that_sync_with
from integrations.rules.listing import counted, listed
from integrations.rules.syncs_with import SyncsWith

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from integrations.rules.creation_facts import Contact, Facts

AUTOMATIC = "HubSpot's setting Create and associate companies with contacts"

DOES = {
    SyncsWith.PRIVATE_CONTACT: "syncs with a private contact",
    SyncsWith.CONTACT: "syncs with a contact of an account",
    SyncsWith.LEAD: "syncs with a lead",
    SyncsWith.NOTHING: "is not in Salesforce yet",
}
DO = {
    SyncsWith.PRIVATE_CONTACT: "sync with private contacts",
    SyncsWith.CONTACT: "sync with contacts of accounts",
    SyncsWith.LEAD: "sync with leads",
    SyncsWith.NOTHING: "are not in Salesforce yet",
}


def of_the_maker(facts: Facts) -> str:
    if not facts.auto_created:
        return f"The company was not made by {AUTOMATIC}."
    but = "and" if facts.default_object == "Contact" else "but"
    return (
        f"The company was made by {AUTOMATIC}, {but} the default object created in"
        f" Salesforce is {facts.default_object}."
    )


def _of_contacts(say: Callable[[Facts], str]) -> Callable[[Facts], str]:
    """What ``say`` says of the contacts that were read, and how many were not."""

    def said(facts: Facts) -> str:
        total, read = associated(facts), len(facts.contacts)
        if not total:
            return "No contact is associated with the company."
        if not read:
            return f"The company has {counted(total, 'contact')}: none could be read."
        unread = f" {total - read:,} more could not be read." if read < total else ""
        return say(facts) + unread

    return said


@_of_contacts
def of_private_contacts(facts: Facts) -> str:
    private = that_sync_with(facts, SyncsWith.PRIVATE_CONTACT)
    if private:
        return f"{_doing(private, SyncsWith.PRIVATE_CONTACT)}."
    return f"No contact is private: {_doings(facts, SyncsWith)}."


@_of_contacts
def of_leads(facts: Facts) -> str:
    others = [kind for kind in SyncsWith if kind is not SyncsWith.LEAD]
    exceptions = _doings(facts, others)
    if exceptions:
        return f"Not every contact is a lead: {exceptions}."
    return f"Every contact is a lead: {_doings(facts, [SyncsWith.LEAD])}."


@_of_contacts
def of_associations(facts: Facts) -> str:
    contacts = counted(associated(facts), "contact")
    return f"The company has {contacts}: {listed(facts.contacts)}."


@_of_contacts
def of_the_list(facts: Facts) -> str:
    name = f"the inclusion list '{facts.list_name or facts.list_id}'"
    if facts.list_problem:
        problem = facts.list_problem.rstrip(". ")
        return (
            f"No contact qualifies for {name}. {problem}. Choose another list, or none,"
            " in the settings."
        )
    found = qualifying(facts)
    if not found:
        verb = _verb(facts.contacts, "is", "are")
        return f"{listed(facts.contacts)} {verb} not in {name}."
    if facts.list_id is None:
        verb = _verb(found, "qualifies", "qualify")
        return f"{listed(found)} {verb}: no inclusion list is chosen."
    return f"{listed(found)} {_verb(found, 'is', 'are')} in {name}."


def _doings(facts: Facts, kinds: Iterable[SyncsWith]) -> str:
    found = [(that_sync_with(facts, kind), kind) for kind in kinds]
    return "; ".join(_doing(contacts, kind) for contacts, kind in found if contacts)


def _doing(contacts: Sequence[Contact], kind: SyncsWith) -> str:
    return f"{listed(contacts)} {_verb(contacts, DOES[kind], DO[kind])}"


def _verb(contacts: Sequence[Contact], one: str, several: str) -> str:
    return one if len(contacts) == 1 else several
