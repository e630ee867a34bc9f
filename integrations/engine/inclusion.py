"""Which contacts qualify for the inclusion list, and what is wrong with the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.errors import Rejected
from integrations.hubspot.lists import LIST_NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from integrations.hubspot.client import HubSpotClient
    from integrations.models import Integration

CONTACTS = "0-1"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Without ``list_id`` every contact qualifies; with a ``problem`` none does."""

    list_id: str | None = None
    name: str | None = None
    members: Collection[str] = ()
    problem: str = ""


def inclusion_of(
    integration: Integration, hubspot: HubSpotClient, contact_ids: Sequence[str]
) -> Inclusion:
    list_id = integration.inclusion_list
    if not list_id:
        return Inclusion()
    try:
        found = hubspot.contact_list(list_id)
    except Rejected as error:
        return Inclusion(list_id, problem=_problem(list_id, error))
    if found.object_type_id != CONTACTS:
        return Inclusion(list_id, found.name, problem=of_others(found.name))
    return Inclusion(list_id, found.name, hubspot.members_among(list_id, contact_ids))


def _problem(list_id: str, error: Rejected) -> str:
    if error.code == LIST_NOT_FOUND:
        return error.message
    return _("HubSpot does not show the inclusion list %(id)s: %(error)s") % {
        "id": list_id,
        "error": error.message,
    }


def of_others(name: str) -> str:
    return _(
        "The list %(name)s is not a list of contacts. Choose one of contacts under "
        "Limiting what syncs."
    ) % {"name": name}
