"""HubSpot contacts that changed since the watermark: their companies are asked again,
and those that sync follow their lifecycle stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from integrations.engine.asking import ask, queue_asked
from integrations.engine.batches import Step
from integrations.engine.lifecycle import follow, keep
from integrations.engine.lifecycle_moves import Changed
from integrations.engine.overlap import news, remember
from integrations.engine.pass_order import after, remembered
from integrations.engine.queueing import set_mark
from integrations.engine.read_companies import OVERLAP, PAGES_AT_ONCE
from integrations.hubspot.changes import changed_since

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.records import HubSpotContact

Commit = Callable[[], None]
MARK: Final = "contact_watermark"


def read_contacts(context: Context, payload: Mapping[str, Any]) -> Commit:
    """Up to 2,000 of them."""
    mark = payload.get("mark") or context.clients.hubspot.now().isoformat()
    found, cursor = _pages(context, payload)
    contacts = {it.id: it for it in news(context, MARK, found.values())}
    companies_of = context.clients.hubspot.companies_of(contacts) if contacts else {}
    ids = [id_ for found in companies_of.values() for id_ in found]
    asked = ask(context, payload, ids, contacts)
    since = _start(context)
    moved = follow(context, Changed(contacts, companies_of, since))

    def commit() -> None:
        following = after(context.run, Step.READ_CONTACTS, asked.ids, mark=mark)
        if cursor:
            more = remembered(asked.ids) | {"mark": mark, "cursor": cursor}
            following = [(Step.READ_CONTACTS, more)]
        else:
            set_mark(context.run, MARK, mark)
        remember(context, MARK, mark, contacts.values(), since)
        keep(context, moved)
        queue_asked(context, asked, following)

    return commit


def _pages(
    context: Context, payload: Mapping[str, Any]
) -> tuple[dict[str, HubSpotContact], Mapping[str, Any] | None]:
    """By id: one that is edited while the pages are read stands on two of them."""
    cursor = payload.get("cursor") or changed_since(_start(context))
    contacts: dict[str, HubSpotContact] = {}
    for _page in range(PAGES_AT_ONCE):
        found, cursor = context.clients.hubspot.search_changed_contacts(cursor)
        contacts |= {contact.id: contact for contact in found}
        if cursor is None:
            break
    return contacts, cursor


def _start(context: Context) -> datetime:
    """Who watched no contacts yet begins where the companies are."""
    integration = context.integration
    since = integration.company_since
    mark = integration.contact_watermark or integration.company_watermark
    if since is None:
        raise ValueError("Sync companies was never switched on")
    return max(since, mark - OVERLAP) if mark else since
