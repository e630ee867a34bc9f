"""Contacts by the Salesforce contact or lead that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from integrations.hubspot import answers
from integrations.hubspot.changes import ID, PAGE
from integrations.hubspot.contacts import PROPERTIES, contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from integrations.hubspot.caller import Caller
    from integrations.records import HubSpotContact

Kind = Literal["contact", "lead"]
NAMES: Mapping[Kind, str] = {
    "contact": "salesforcecontactid",
    "lead": "salesforceleadid",
}
# Documented: a search's body has at most 3,000 characters. An id takes 39 of them.
AT_ONCE = 60
SHORT = 15


def who_name(call: Caller, kind: Kind, ids: Sequence[str]) -> Iterator[HubSpotContact]:
    """Nobody where HubSpot has no property for the ids of this kind."""
    name = NAMES[kind]
    if not ids or name not in _known(call):
        return
    for start in range(0, len(ids), AT_ONCE):
        wanted = ids[start : start + AT_ONCE]
        found = (contact(row) for row in _rows(call, name, wanted))
        yield from (it for it in found if _named(it, kind) in wanted)


def _named(found: HubSpotContact, kind: Kind) -> str | None:
    return found.lead_id if kind == "lead" else found.account_contact_id


def _known(call: Caller) -> set[str]:
    answer = call(call.crm.properties.core_api.get_all, "contacts")
    return {described["name"] for described in answer["results"]}


def _rows(call: Caller, name: str, ids: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Page after page, from the last id seen."""
    last = 0
    while True:
        answer = call(call.crm.contacts.search_api.do_search, _body(name, ids, last))
        yield from answer["results"]
        if answers.following(answer) is None:
            return
        last = answer["results"][-1]["id"]


def _body(name: str, ids: Sequence[str], last: str | int) -> dict[str, Any]:
    """Small letters find capitals, too, and are what IN asks for (documented); the
    short form of an id is as good as the long one."""
    forms = [form.lower() for id_ in ids for form in (id_, id_[:SHORT])]
    return {
        "filterGroups": [
            {
                "filters": [
                    {"propertyName": name, "operator": "IN", "values": forms},
                    {"propertyName": ID, "operator": "GT", "value": str(last)},
                ]
            }
        ],
        "sorts": [{"propertyName": ID, "direction": "ASCENDING"}],
        "properties": list(PROPERTIES),
        "limit": PAGE,
    }
