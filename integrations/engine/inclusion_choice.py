"""Choosing what limits the syncing of companies (A6), and what there is to choose."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from integrations.engine.brake import ask_anew
from integrations.engine.clients import NotConnected, open_clients
from integrations.engine.history import keep
from integrations.engine.inclusion import CONTACTS, inclusion_of, of_others
from integrations.errors import CrmError, Rejected
from integrations.models import Integration

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from integrations.records import ContactList


class Stale(Exception):
    """Somebody changed the settings since the person looked at them."""


@dataclass(frozen=True, slots=True)
class Choice:
    inclusion_list: str
    default_object: str
    attach_private_contacts: bool

    def __str__(self) -> str:
        """Names the state a person saw, to be given back with the change of it."""
        return ":".join(map(str, asdict(self).values()))


@dataclass(frozen=True, slots=True)
class Offer:
    """HubSpot's lists of contacts, active ones first. ``problem``: what is wrong with
    the list that is chosen; ``unread``: why the lists could not be asked for."""

    lists: list[ContactList] = field(default_factory=list)
    problem: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """``problem``: why a list cannot be chosen; ``unread``: why nobody knows."""

    problem: str = ""
    unread: str = ""


def check_list(integration: Integration, list_id: str) -> Checked:
    """Is it a list of contacts that HubSpot has? One call."""
    try:
        found = open_clients(integration).hubspot.contact_list(list_id)
    except Rejected as error:
        return Checked(problem=error.message)
    except (NotConnected, CrmError) as error:
        text = _("HubSpot could not be asked for the list %(id)s: %(why)s")
        return Checked(unread=text % {"id": list_id, "why": error.message})
    return Checked("" if found.object_type_id == CONTACTS else of_others(found.name))


def chosen(integration: Integration) -> Choice:
    return Choice(
        integration.inclusion_list,
        integration.default_object,
        integration.attach_private_contacts,
    )


def offer(integration: Integration) -> Offer:
    try:
        hubspot = open_clients(integration).hubspot
        lists = sorted(hubspot.contact_lists(), key=_by_use)
        problem = ""
        if integration.inclusion_list not in {"", *(it.id for it in lists)}:
            problem = inclusion_of(integration, hubspot, ()).problem
    except (NotConnected, CrmError) as error:
        return Offer(unread=error.message)
    return Offer(lists, problem)


def _by_use(found: ContactList) -> tuple[bool, str]:
    return (not found.dynamic, found.name.casefold())


def choose(
    integration: Integration, wanted: Choice, *, seen: str, user: User | None
) -> None:
    """Kept in the history; raises Stale. The next pass asks all companies that the old
    choice left out."""
    with transaction.atomic():
        row = Integration.objects.select_for_update(no_key=True).get(pk=integration.pk)
        before = chosen(row)
        if seen != str(before):
            raise Stale
        for name, new in asdict(wanted).items():
            keep(row, user, name, getattr(row, name), new)
            setattr(row, name, new)
        row.save(update_fields=list(asdict(wanted)))
        if wanted != before:
            ask_anew(row)
