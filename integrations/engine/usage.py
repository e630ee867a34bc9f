"""API calls: those made by Syncadmin, and what each CRM says of everybody's."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from integrations.engine.clients import open_clients
from integrations.errors import CrmError
from integrations.models import Connection, HourlyCalls
from integrations.models.usage import this_hour

if TYPE_CHECKING:
    from datetime import datetime

    from integrations.engine.clients import Clients
    from integrations.models import Integration

Crm = Connection.Crm
DAY = timedelta(hours=24)


def lately(crm: str) -> list[tuple[datetime, int]]:
    """Hour by hour, oldest first: the hour that goes on and the 23 before it."""
    hours = HourlyCalls.objects.filter(crm=crm, hour__gt=this_hour() - DAY)
    return list(hours.order_by("hour").values_list("hour", "calls"))


def used_lately() -> dict[str, int]:
    """By Syncadmin in these hours, of each CRM."""
    hours = HourlyCalls.objects.filter(hour__gt=this_hour() - DAY)
    used = dict(hours.values_list("crm").annotate(Sum("calls")))
    return {crm: used.get(crm, 0) for crm in Crm}


def remember(integration: Integration, clients: Clients) -> None:
    """What headers said by the way: costs no call."""
    if told := clients.salesforce.usage:
        store(integration, Crm.SALESFORCE, *told)
    if told := clients.hubspot.usage:
        left, allowed = told
        store(integration, Crm.HUBSPOT, allowed - left, allowed)


def ask(integration: Integration) -> None:
    """A call to each; one that does not answer leaves what it told before."""
    clients = open_clients(integration)
    with suppress(CrmError):
        left, allowed = clients.salesforce.limits()
        store(integration, Crm.SALESFORCE, allowed - left, allowed)
    with suppress(CrmError):
        usage = clients.hubspot.daily_usage()
        store(integration, Crm.HUBSPOT, usage.used, usage.allowed)


def store(integration: Integration, crm: str, used: int, allowed: int) -> None:
    """What a CRM tells of everybody's calls: all pages say the same of it."""
    integration.connections.filter(crm=crm).update(
        calls_used=max(used, 0), calls_allowed=allowed, calls_told_at=timezone.now()
    )
