"""Scheduled passes may use a share of the day's calls; the rest is for people (E7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from integrations.engine.history import keep
from integrations.engine.usage import DAY, Crm, lately
from integrations.models import Integration
from integrations.models.usage import this_hour

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User


class Stale(Exception):
    """Somebody changed the budget since the person looked at it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """No allocation: as many calls as Salesforce allows the organisation."""

    salesforce_allocation: int | None
    pause_share: int

    def __str__(self) -> str:
        """Names the state a person saw, to be given back with the change of it."""
        return f"{self.salesforce_allocation}:{self.pause_share}"


@dataclass(frozen=True, slots=True)
class Budget:
    """``allowed``: None while nothing is allocated and Salesforce told no limit."""

    used: int
    allowed: int | None
    share: int

    @property
    def rests_at(self) -> int | None:
        """From so many calls on scheduled passes rest."""
        return None if self.allowed is None else -(-self.allowed * self.share // 100)


def chosen(integration: Integration) -> Choice:
    return Choice(integration.salesforce_allocation, integration.pause_share)


def choose(
    integration: Integration, wanted: Choice, *, seen: str, user: User | None
) -> None:
    """Kept in the history; raises Stale. It holds at once, whichever way it went."""
    with transaction.atomic():
        row = Integration.objects.select_for_update().get(pk=integration.pk)
        if seen != str(chosen(row)):
            raise Stale
        for name, new in asdict(wanted).items():
            keep(row, user, name, getattr(row, name), new)
            setattr(row, name, new)
        row.save(update_fields=list(asdict(wanted)))
        review(row)


def budget(integration: Integration, used: int) -> Budget:
    return Budget(used, _allowed(integration), integration.pause_share)


def review(integration: Integration) -> datetime | None:
    """Until when scheduled passes rest, stored where pages and workers see it."""
    until = _until(integration)
    if until != integration.resting_until:
        integration.resting_until = until
        integration.save(update_fields=["resting_until"])
    return until


def _until(integration: Integration) -> datetime | None:
    """When enough of the calls are a day old that less than the share is left."""
    hours = lately(Crm.SALESFORCE)
    used = sum(calls for _hour, calls in hours)
    rests_at = budget(integration, used).rests_at
    if rests_at is None or used < rests_at:
        return None
    for hour, calls in hours:
        used -= calls
        if used < rests_at:
            return hour + DAY
    return this_hour() + DAY


def _allowed(integration: Integration) -> int | None:
    """What was allocated before Salesforce told a lower limit is no use past that."""
    told = (integration.salesforce_allocation, limit_of(integration))
    return min((it for it in told if it is not None), default=None)


def limit_of(integration: Integration) -> int | None:
    """How many calls Salesforce allows the organisation; None while it has not told."""
    told = integration.connections.filter(crm=Crm.SALESFORCE)
    return told.values_list("calls_allowed", flat=True).first()
