"""Salesforce contacts and leads that changed since the watermark: what HubSpot's
contacts sync with may be something else now, and their companies are asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from integrations.engine.asking import ask_companies_of, queue_asked
from integrations.engine.batches import Step
from integrations.engine.overlap import news, remember
from integrations.engine.pass_order import after, remembered
from integrations.engine.queueing import set_mark
from integrations.engine.read_accounts import OVERLAP

if TYPE_CHECKING:
    from integrations.engine.batches import Steps
    from integrations.engine.context import Context
    from integrations.records import HubSpotContact, SalesforcePerson
    from integrations.salesforce.people import Kind, PeoplePage

Commit = Callable[[], None]
MARK: Final = "person_watermark"
FIRST: Kind = "contact"
NEXT: Mapping[Kind, Kind] = {"contact": "lead"}


def read_people(context: Context, payload: Mapping[str, Any]) -> Commit:
    """A page of 2,000, first of the contacts, then of the leads."""
    mark = payload.get("mark") or context.clients.salesforce.now().isoformat()
    kind: Kind = payload.get("kind", FIRST)
    page = _page(context, kind, payload)
    people = news(context, MARK, page.rows)
    contacts = _in_hubspot(context, kind, people)
    asked = ask_companies_of(context, payload, contacts, contacts)

    def commit() -> None:
        more = remembered(asked.ids) | {"mark": mark}
        following = _following(kind, page, more)
        if not following:
            set_mark(context.run, MARK, mark)
            following = after(context.run, Step.READ_PEOPLE, asked.ids)
        remember(context, MARK, mark, people, _start(context))
        queue_asked(context, asked, following)

    return commit


def _page(context: Context, kind: Kind, payload: Mapping[str, Any]) -> PeoplePage:
    stamp = payload.get("stamp")
    since = datetime.fromisoformat(stamp) if stamp else _start(context)
    after_id = payload.get("after_id", "")
    return context.clients.salesforce.changed_people(kind, since, after_id)


def _start(context: Context) -> datetime:
    """Who watched no people yet begins where the accounts are."""
    integration = context.integration
    since = integration.account_since
    mark = integration.person_watermark or integration.account_watermark
    if since is None:
        raise ValueError("Sync companies was never switched on")
    return max(since, mark - OVERLAP) if mark else since


def _following(kind: Kind, page: PeoplePage, more: Mapping[str, object]) -> Steps:
    if page.next:
        stamp, after_id = page.next
        where = {"kind": kind, "stamp": stamp.isoformat(), "after_id": after_id}
        return [(Step.READ_PEOPLE, {**more, **where})]
    if kind in NEXT:
        return [(Step.READ_PEOPLE, {**more, "kind": NEXT[kind]})]
    return []


def _in_hubspot(
    context: Context, kind: Kind, people: Sequence[SalesforcePerson]
) -> dict[str, HubSpotContact]:
    """By id: HubSpot's contacts with the e-mail of one of these people, or who name
    one. Whom the contact with their own e-mail names is looked for no further."""
    hubspot = context.clients.hubspot
    emails = list(dict.fromkeys(it.email for it in people if it.email))
    by_email = hubspot.read_contacts(emails, by_email=True) if emails else {}
    named = {
        id_
        for contact in by_email.values()
        for id_ in (contact.account_contact_id, contact.lead_id)
    }
    others = [it.id for it in people if it.id not in named]
    found = hubspot.contacts_naming(kind, others)
    return {it.id: it for it in by_email.values()} | found
