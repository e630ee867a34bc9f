"""The records that a person names by the ids of either CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine import known
from integrations.engine.clients import Clients, NotConnected, open_clients
from integrations.engine.context import ALWAYS_FIELDS, ALWAYS_PROPERTIES
from integrations.engine.starting import Refused
from integrations.errors import CrmError
from integrations.ids import normalise_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from integrations.models import Integration, Record


def of_companies(integration: Integration, ids: Sequence[str]) -> list[int]:
    """One made since the last pass is asked of HubSpot. Refuses what it lacks, too."""
    found = known.known_companies(integration, ids)
    if missing := [it for it in ids if it not in found]:
        found |= _ask(integration, missing, _companies)
    _refuse_unknown(
        [it for it in ids if it not in found],
        _("HubSpot has no company %(ids)s: check the id, or its recycle bin."),
    )
    return sorted({found[it].pk for it in ids})


def of_accounts(integration: Integration, ids: Sequence[str]) -> list[int]:
    """Likewise, of Salesforce."""
    try:
        wanted = [normalise_id(it) for it in ids]
    except ValueError as error:
        raise Refused(str(error)) from error
    found = known.known_accounts(integration, wanted)
    if missing := [it for it in wanted if it not in found]:
        found |= _ask(integration, missing, _accounts)
    _refuse_unknown(
        [it for it in wanted if it not in found],
        _(
            "Salesforce has no account %(ids)s that the connected user may see: check "
            "the id, or whether it was deleted."
        ),
    )
    return sorted({found[it].pk for it in wanted})


def of_rows(integration: Integration, pks: Iterable[int]) -> list[int]:
    wanted = set(pks)
    found = set(integration.records.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - found:
        message = _("A record that was chosen is gone: look at the list again.")
        raise Refused(message)
    return sorted(found)


def _ask(
    integration: Integration,
    ids: Sequence[str],
    read: Callable[[Integration, Clients, Sequence[str]], dict[str, Record]],
) -> dict[str, Record]:
    try:
        return read(integration, open_clients(integration), ids)
    except (NotConnected, CrmError) as error:
        raise Refused(error.message) from error


def _companies(
    integration: Integration, clients: Clients, ids: Sequence[str]
) -> dict[str, Record]:
    """By the id asked for: a merged one lives on under another."""
    numbers = [it for it in ids if it.isdecimal()]
    found = clients.hubspot.read_companies(numbers, ALWAYS_PROPERTIES)
    records = known.remember_companies(integration, list(found.values()))
    return {asked: records[company.id] for asked, company in found.items()}


def _accounts(
    integration: Integration, clients: Clients, ids: Sequence[str]
) -> dict[str, Record]:
    found = clients.salesforce.retrieve_accounts(ids, ALWAYS_FIELDS)
    return known.remember_accounts(integration, list(found.values()))


def _refuse_unknown(ids: Sequence[str], message: str) -> None:
    if ids:
        raise Refused(message % {"ids": ", ".join(ids)})
