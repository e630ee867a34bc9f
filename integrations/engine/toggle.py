"""Sync companies: what to know before it is switched on, on, and off (S1–S4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine import since_pause
from integrations.engine.clients import Clients, NotConnected, open_clients
from integrations.engine.history import keep
from integrations.engine.runs import cancel
from integrations.engine.starting import Refused, active, start_census
from integrations.errors import CrmError
from integrations.models import Connection, Integration, Mapping, Record, SyncRun
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.contrib.auth.models import User

T = TypeVar("T")
SET_ON = [
    "since",
    "account_since",
    "company_since",
    "account_watermark",
    "company_watermark",
    "contact_watermark",
    "person_watermark",
    "list_mark",
    "sync_companies",
    "paused_at",
    "next_poll_at",
]


@dataclass(slots=True)
class Facts:
    """What the page shows before the toggle goes on; None: could not be asked."""

    accounts: int | None = None
    companies: int | None = None
    mapping_problems: int = 0
    account_key_field: bool = False
    company_key_property: bool = False
    was_on_before: bool = False
    paused_at: datetime | None = None
    problems: list[str] = field(default_factory=list)


def facts(integration: Integration) -> Facts:
    """Two calls; never raises: ``problems`` says what could not be found out."""
    found = _stored_facts(integration)
    try:
        clients = open_clients(integration)
    except NotConnected as error:
        found.problems.append(error.message)
        return found
    found.accounts = _asked(clients.salesforce.count, found)
    found.companies = _asked(clients.hubspot.count_companies, found)
    return found


def _stored_facts(integration: Integration) -> Facts:
    keys = dict(integration.connections.values_list("crm", "has_key_field"))
    broken = integration.mappings.exclude(status=Mapping.Status.OK)
    return Facts(
        mapping_problems=broken.count(),
        account_key_field=keys.get(Connection.Crm.SALESFORCE, False),
        company_key_property=keys.get(Connection.Crm.HUBSPOT, False),
        was_on_before=integration.since is not None,
        paused_at=integration.paused_at,
    )


def _asked(ask: Callable[[], T], found: Facts) -> T | None:
    try:
        return ask()
    except CrmError as error:
        found.problems.append(error.message)
        return None


def switch_on(
    integration: Integration, *, user: User | None = None, from_now: bool = False
) -> SyncRun | None:
    """From this moment on, changes sync by themselves. Returns the census to be worked
    first, when one is needed. Raises Refused, CrmError."""
    integration.refresh_from_db()
    if integration.sync_companies:
        return active(integration, SyncRun.Kind.CENSUS)
    clients = _clients(integration)
    _require_keys(integration)
    salesforce_now, hubspot_now = clients.salesforce.now(), clients.hubspot.now()
    with transaction.atomic():
        if _is_on_by_now(integration):
            return active(integration, SyncRun.Kind.CENSUS)
        since = since_pause.starts(integration) if from_now else None
        _set_on(integration, salesforce_now, hubspot_now, from_now=from_now)
        keep(integration, user, "Sync companies", old=False, new=True)
        return _census(integration, user, since)


def _is_on_by_now(integration: Integration) -> bool:
    """Locked: of two clicks at once the second finds what the first one did."""
    rows = Integration.objects.select_for_update(no_key=True)
    integration.refresh_from_db(from_queryset=rows)
    return integration.sync_companies


def _clients(integration: Integration) -> Clients:
    try:
        return open_clients(integration)
    except NotConnected as error:
        raise Refused(error.message) from error


def _require_keys(integration: Integration) -> None:
    missing = integration.connections.filter(has_key_field=False)
    if missing.exists():
        names = ", ".join(connection.get_crm_display() for connection in missing)
        raise Refused(
            _(
                "The key field is missing in %(crms)s: check the connections on "
                "Connected apps, which says how to add it."
            )
            % {"crms": names}
        )


def _set_on(
    integration: Integration,
    salesforce_now: datetime,
    hubspot_now: datetime,
    *,
    from_now: bool,
) -> None:
    """The moment is kept on each CRM's own clock too, for their time stamps."""
    if integration.since is None or from_now:
        integration.since = timezone.now()
        integration.account_since = integration.account_watermark = salesforce_now
        integration.company_since = integration.company_watermark = hubspot_now
        integration.contact_watermark = hubspot_now
        integration.person_watermark = salesforce_now
        integration.list_mark = ""
        _forget_waiting(integration)
    integration.sync_companies = True
    integration.paused_at = None
    integration.next_poll_at = timezone.now()
    integration.save(update_fields=SET_ON)


def _forget_waiting(integration: Integration) -> None:
    """Starting from now means: what changed during the pause stays as it is."""
    waiting = integration.records.filter(status=Record.Status.WAITING)
    suffering = waiting.filter(errors__solved_at__isnull=True, errors__isnull=False)
    Record.objects.filter(pk__in=list(suffering.values_list("pk", flat=True))).update(
        status=Record.Status.FAILING
    )
    waiting.update(retry_at=None)
    waiting.filter(company_id__isnull=True).update(status=Record.Status.NOT_LINKED)
    waiting.update(status=Record.Status.IN_SYNC)


def _census(
    integration: Integration, user: User | None, since: dict[str, str] | None
) -> SyncRun | None:
    """Nothing syncs before what came, went and was merged meanwhile is known."""
    if since:
        integration.census_at = None
        integration.save(update_fields=["census_at"])
    if integration.census_at is not None:
        return None
    cause = SyncRun.Cause.SWITCHED_ON
    try:
        return start_census(integration, cause=cause, user=user, since=since)
    except Refused:  # the one that switching off stopped is just ending
        return None


def switch_off(integration: Integration, *, user: User | None = None) -> None:
    """Off means off (S2): what runs stops at its next batch, shown as cancelled."""
    with transaction.atomic():
        if not _is_on_by_now(integration):
            return
        Integration.objects.filter(pk=integration.pk).update(
            sync_companies=False, paused_at=timezone.now()
        )
        keep(integration, user, "Sync companies", old=True, new=False)
    integration.refresh_from_db()
    for run in integration.runs.filter(status__in=SyncRun.ACTIVE):
        run.message = said("Stopped: Sync companies was switched off.")
        run.save(update_fields=["message"])
        cancel(run)
