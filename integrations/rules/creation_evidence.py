"""Why a criterion of creation holds or does not, in words that name who and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.rules.creation_facts import associated, qualifying, that_sync_with
from integrations.rules.listing import listed
from integrations.rules.syncs_with import SyncsWith
from integrations.said import said, said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from integrations.rules.creation_facts import Contact, Facts


def of_the_maker(facts: Facts) -> str:
    if not facts.auto_created:
        return said(
            "The company was not made by HubSpot's setting Create and associate"
            " companies with contacts."
        )
    if facts.default_object == "Contact":
        return said(
            "The company was made by HubSpot's setting Create and associate companies"
            " with contacts, and the default object created in Salesforce is Contact."
        )
    return said(
        "The company was made by HubSpot's setting Create and associate companies with"
        " contacts, but the default object created in Salesforce is Lead."
    )


def _of_contacts(say: Callable[[Facts], str]) -> Callable[[Facts], str]:
    """What ``say`` says of the contacts that were read, and how many were not."""

    def of_contacts(facts: Facts) -> str:
        total, read = associated(facts), len(facts.contacts)
        if not total:
            return said("No contact is associated with the company.")
        if not read:
            return said_of(
                total,
                "The company has %(n)s contact: none could be read.",
                "The company has %(n)s contacts: none could be read.",
                n=total,
            )
        if read == total:
            return say(facts)
        unread = said("%(n)s more could not be read.", n=total - read)
        return f"{say(facts)} {unread}"

    return of_contacts


@_of_contacts
def of_private_contacts(facts: Facts) -> str:
    private = that_sync_with(facts, SyncsWith.PRIVATE_CONTACT)
    if private:
        return f"{_doing(private, SyncsWith.PRIVATE_CONTACT)}."
    return said("No contact is private: %(why)s.", why=_doings(facts, SyncsWith))


@_of_contacts
def of_leads(facts: Facts) -> str:
    others = [kind for kind in SyncsWith if kind is not SyncsWith.LEAD]
    exceptions = _doings(facts, others)
    if exceptions:
        return said("Not every contact is a lead: %(why)s.", why=exceptions)
    leads = _doings(facts, [SyncsWith.LEAD])
    return said("Every contact is a lead: %(why)s.", why=leads)


@_of_contacts
def of_associations(facts: Facts) -> str:
    return said_of(
        associated(facts),
        "The company has %(n)s contact: %(names)s.",
        "The company has %(n)s contacts: %(names)s.",
        n=associated(facts),
        names=listed(facts.contacts),
    )


@_of_contacts
def of_the_list(facts: Facts) -> str:
    name = facts.list_name or facts.list_id or ""
    if facts.list_problem:
        return _of_a_broken_list(name, facts.list_problem)
    found = qualifying(facts)
    if not found:
        return said_of(
            len(facts.contacts),
            "%(names)s is not in the inclusion list '%(list)s'.",
            "%(names)s are not in the inclusion list '%(list)s'.",
            names=listed(facts.contacts),
            list=name,
        )
    if facts.list_id is None:
        return said_of(
            len(found),
            "%(names)s qualifies: no inclusion list is chosen.",
            "%(names)s qualify: no inclusion list is chosen.",
            names=listed(found),
        )
    return said_of(
        len(found),
        "%(names)s is in the inclusion list '%(list)s'.",
        "%(names)s are in the inclusion list '%(list)s'.",
        names=listed(found),
        list=name,
    )


def _of_a_broken_list(name: str, problem: str) -> str:
    return said(
        "No contact qualifies for the inclusion list '%(list)s'. %(why)s",
        list=name,
        why=problem,
    )


def _doings(facts: Facts, kinds: Iterable[SyncsWith]) -> str:
    found = [(that_sync_with(facts, kind), kind) for kind in kinds]
    return "; ".join(_doing(contacts, kind) for contacts, kind in found if contacts)


def _doing(contacts: Sequence[Contact], kind: SyncsWith) -> str:
    names = listed(contacts)
    match kind:
        case SyncsWith.PRIVATE_CONTACT:
            return said_of(
                len(contacts),
                "%(names)s syncs with a private contact",
                "%(names)s sync with private contacts",
                names=names,
            )
        case SyncsWith.CONTACT:
            return said_of(
                len(contacts),
                "%(names)s syncs with a contact of an account",
                "%(names)s sync with contacts of accounts",
                names=names,
            )
        case SyncsWith.LEAD:
            return said_of(
                len(contacts),
                "%(names)s syncs with a lead",
                "%(names)s sync with leads",
                names=names,
            )
        case SyncsWith.NOTHING:
            return said_of(
                len(contacts),
                "%(names)s is not in Salesforce yet",
                "%(names)s are not in Salesforce yet",
                names=names,
            )
