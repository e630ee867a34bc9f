"""How the sync is, in one sentence and the figures behind it (E6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.engine.overview import asking_runs
from integrations.engine.standing import by_status
from integrations.models import Connection, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from integrations.engine.overview import Overview
    from integrations.models import Integration

# A pass takes its time, and Salesforce covers a change only some time after it.
USUAL = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Health:
    """``synced_until``: everything changed before it was dealt with, in either CRM."""

    overview: Overview
    statuses: Mapping[str, int]
    connections: list[Connection]
    synced_until: datetime | None

    @property
    def is_connected(self) -> bool:
        return len(self.connections) == len(Connection.Crm)

    @property
    def behind(self) -> timedelta | None:
        """The age that the oldest change which is not synced may have."""
        if self.synced_until is None:
            return None
        return max(timezone.now() - self.synced_until, timedelta(0))

    @property
    def is_late(self) -> bool:
        poll = timedelta(seconds=self.overview.integration.poll_seconds)
        return self.behind is not None and self.behind > USUAL + 2 * poll


@dataclass(frozen=True, slots=True)
class Verdict:
    """``about``: what a person would look at next."""

    tone: str
    sentence: str
    about: str = ""


def health(overview: Overview) -> Health:
    integration = overview.integration
    until = synced_until if overview.asking else read_until
    return Health(
        overview,
        by_status(integration),
        list(integration.connections.defer("metadata").order_by("-crm")),
        until(integration),
    )


def synced_until(integration: Integration) -> datetime | None:
    """Not past a run that asks: passes may go on beside it, but it is not done."""
    asks = asking_runs().order_by().aggregate(since=Min("created_at"))["since"]
    read = read_until(integration)
    return min(read, asks) if read and asks else read


def read_until(integration: Integration) -> datetime | None:
    marks = (integration.account_watermark, integration.company_watermark)
    return min((mark for mark in marks if mark), default=None)


def verdict(health: Health) -> Verdict:
    """The first thing a person would have to know."""
    found = (judge(health) for judge in JUDGES)
    return next(it for it in found if it)


def _connected(health: Health) -> Verdict | None:
    if health.is_connected:
        return None
    return Verdict("info", _("Nothing syncs: the two CRMs are not connected yet."))


def _on(health: Health) -> Verdict | None:
    if health.overview.integration.sync_companies:
        return None
    return Verdict("", _("Nothing syncs: Sync companies is off."))


def _working(health: Health) -> Verdict | None:
    integration = health.overview.integration
    if integration.suspended:
        reason = integration.get_suspended_display()
        text = _("Nothing syncs: syncing is suspended (%(reason)s).")
        return Verdict("bad", text % {"reason": reason})
    if not health.overview.is_worker_alive:
        return Verdict("bad", _("Nothing syncs: no worker is running."))
    return None


def _resting(health: Health) -> Verdict | None:
    until = health.overview.rests_until
    if until is None:
        return None
    text = _(
        "Paused until %(moment)s UTC: %(share)s %% of the day’s Salesforce calls are "
        "used. The rest is kept for what people start."
    )
    share = health.overview.integration.pause_share
    moment = date_format(until, "SHORT_DATETIME_FORMAT")
    return Verdict("warn", text % {"moment": moment, "share": share})


def _asking(health: Health) -> Verdict | None:
    run = health.overview.asking
    if run is None:
        return None
    text = _("%(run)s stopped itself and waits for a person’s decision.")
    if health.overview.holds_all:
        text += " " + _("Until somebody decides, no other change syncs by itself.")
    return Verdict("warn", text % {"run": run}, "asking")


def _listed(health: Health) -> Verdict | None:
    if health.overview.integration.census_at:
        return None
    text = _("Both CRMs are being listed; syncing begins when that is done.")
    return Verdict("info", text)


def _in_time(health: Health) -> Verdict | None:
    if not (health.is_late and health.synced_until):
        return None
    text = _("Syncs are behind: the oldest changes have waited for up to %(time)s.")
    waited = timesince(health.synced_until, depth=1)
    return Verdict("warn", text % {"time": waited}, "runs")


def _failing(health: Health) -> Verdict | None:
    n = health.statuses.get(Record.Status.FAILING, 0)
    text = ngettext(
        "%(n)s record fails; that holds up no other record.",
        "%(n)s records fail; that holds up no other record.",
        n,
    )
    return Verdict("bad", text % {"n": grouped(n)}, "errors") if n else None


def _decided(health: Health) -> Verdict | None:
    n = health.statuses.get(Record.Status.DUPLICATE, 0)
    text = ngettext(
        "%(n)s record waits for a decision on its partner; that holds up no other "
        "record.",
        "%(n)s records wait for a decision on their partners; that holds up no other "
        "record.",
        n,
    )
    return Verdict("info", text % {"n": grouped(n)}, "duplicates") if n else None


def _dismissed(health: Health) -> Verdict | None:
    n = health.overview.integration.errors.dismissed().count()
    text = ngettext(
        "%(n)s dismissed error still stands: what failed there is not synced.",
        "%(n)s dismissed errors still stand: what failed there is not synced.",
        n,
    )
    return Verdict("info", text % {"n": grouped(n)}, "dismissed") if n else None


def _waiting(health: Health) -> Verdict | None:
    n = health.statuses.get(Record.Status.WAITING, 0)
    text = ngettext(
        "All is well: %(n)s record waits for its turn.",
        "All is well: %(n)s records wait for their turn.",
        n,
    )
    return Verdict("info", text % {"n": grouped(n)}) if n else None


def _well(health: Health) -> Verdict:
    return Verdict("ok", _("All is well: every change is synced."))


def grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))


JUDGES: tuple[Callable[[Health], Verdict | None], ...] = (
    _connected,
    _on,
    _working,
    _asking,
    _resting,
    _listed,
    _in_time,
    _failing,
    _decided,
    _dismissed,
    _waiting,
    _well,
)
