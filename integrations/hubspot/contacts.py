"""Contacts, as far as companies depend on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.hubspot import answers
from integrations.hubspot.changes import CONTACT_STAMP
from integrations.hubspot.reading import read_rows, search_changed
from integrations.ids import normalise_id
from integrations.records import HubSpotContact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from integrations.hubspot.caller import Caller
    from integrations.hubspot.changes import ChangedPage, Cursor

STAGE = "lifecyclestage"
MORE_EMAILS = "hs_additional_emails"
# The two Salesforce ids exist only beside HubSpot's own integration; elsewhere the
# answer leaves them out (recorded).
PROPERTIES = (
    "email",
    "firstname",
    "lastname",
    "salesforcecontactid",
    "salesforceleadid",
    STAGE,
)


def read(
    call: Caller, ids: Sequence[str], *, by_email: bool = False
) -> dict[str, HubSpotContact]:
    wanted = {id_: id_.strip().lower() if by_email else id_ for id_ in ids}
    also = MORE_EMAILS if by_email else answers.MERGED
    body: dict[str, Any] = {"properties": [*PROPERTIES, also]}
    if by_email:
        body["idProperty"] = "email"
    asked = filter(None, wanted.values())
    found = {
        name: contact(row)
        for row in read_rows(call, call.crm.contacts.batch_api.read, asked, body)
        for name in _names(row, by_email=by_email)
    }
    return {id_: found[name] for id_, name in wanted.items() if name in found}


def stages_edited(call: Caller, ids: Sequence[str]) -> dict[str, datetime]:
    body = {"properties": [answers.MERGED], "propertiesWithHistory": [STAGE]}
    found = {
        name: edited
        for row in read_rows(call, call.crm.contacts.batch_api.read, ids, body)
        if (edited := answers.edited_at(row).get(STAGE))
        for name in _names(row, by_email=False)
    }
    return {id_: found[id_] for id_ in ids if id_ in found}


def changed(call: Caller, cursor: Cursor) -> ChangedPage[HubSpotContact]:
    search = call.crm.contacts.search_api.do_search
    return search_changed(call, search, cursor, PROPERTIES, contact, CONTACT_STAMP)


def contact(row: Mapping[str, Any]) -> HubSpotContact:
    properties = answers.kept(row["properties"])
    full_name = (properties.get("firstname"), properties.get("lastname"))
    email = properties.get("email") or None
    return HubSpotContact(
        id=row["id"],
        name=" ".join(name for name in full_name if name) or email or row["id"],
        email=email,
        account_contact_id=_salesforce_id(properties.get("salesforcecontactid")),
        lead_id=_salesforce_id(properties.get("salesforceleadid")),
        stage=properties.get(STAGE) or None,
        modified_at=answers.moment(row["updatedAt"]),
        archived=row.get("archived", False),
        stage_edited_at=answers.edited_at(row).get(STAGE),
    )


def _names(row: Mapping[str, Any], *, by_email: bool) -> Iterator[str]:
    """What the contact may have been asked for by, its own id or e-mail last."""
    properties = row["properties"]
    own = properties.get("email") if by_email else row["id"]
    others = properties.get(MORE_EMAILS if by_email else answers.MERGED) or ""
    yield from filter(None, [*others.lower().split(";"), (own or "").lower()])


def _salesforce_id(text: str | None) -> str | None:
    try:
        return normalise_id((text or "").strip())
    except ValueError:
        return None
