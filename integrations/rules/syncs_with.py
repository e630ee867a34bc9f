"""What a HubSpot contact syncs with in Salesforce (A4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from integrations.rules.ids import full_id

if TYPE_CHECKING:
    from collections.abc import Sequence


class SyncsWith(StrEnum):
    """A private contact has no account; nothing: it is not in Salesforce yet."""

    PRIVATE_CONTACT = "private_contact"
    CONTACT = "contact"
    LEAD = "lead"
    NOTHING = "nothing"


class Partner(NamedTuple):
    syncs_with: SyncsWith
    salesforce_id: str | None


@dataclass(frozen=True, slots=True)
class SalesforceContact:
    id: str
    email: str | None
    account_id: str | None


@dataclass(frozen=True, slots=True)
class SalesforceLead:
    id: str
    email: str | None
    converted: bool


def syncs_with(
    contact_id: str | None,
    lead_id: str | None,
    email: str | None,
    contacts: Sequence[SalesforceContact],
    leads: Sequence[SalesforceLead],
) -> Partner:
    """The ids are the HubSpot contact's salesforcecontactid and salesforceleadid.

    An id that Salesforce does not have, or of a lead since converted, counts as none.
    Of several contacts with the e-mail one with an account is taken, so that it is
    private only if all are; of equals the lowest id.
    """
    unconverted = [lead for lead in leads if not lead.converted]
    return (
        _contact([it for it in contacts if _has_id(it.id, contact_id)])
        or _lead([it for it in unconverted if _has_id(it.id, lead_id)])
        or _contact([it for it in contacts if _has_email(it.email, email)])
        or _lead([it for it in unconverted if _has_email(it.email, email)])
        or Partner(SyncsWith.NOTHING, None)
    )


def _contact(found: Sequence[SalesforceContact]) -> Partner | None:
    if not found:
        return None
    best = min(found, key=lambda it: (not it.account_id, full_id(it.id)))
    kind = SyncsWith.CONTACT if best.account_id else SyncsWith.PRIVATE_CONTACT
    return Partner(kind, full_id(best.id))


def _lead(found: Sequence[SalesforceLead]) -> Partner | None:
    ids = [full_id(it.id) for it in found]
    return Partner(SyncsWith.LEAD, min(ids)) if ids else None


def _has_id(theirs: str, ours: str | None) -> bool:
    wanted = (ours or "").strip()
    return bool(wanted) and full_id(theirs) == full_id(wanted)


def _has_email(theirs: str | None, ours: str | None) -> bool:
    wanted = _plain(ours)
    return bool(wanted) and _plain(theirs) == wanted


def _plain(email: str | None) -> str:
    return (email or "").strip().casefold()
