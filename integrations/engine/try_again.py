"""Trying the records of sync errors again because a person asks for it (E3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.resync import start_resync
from integrations.engine.starting import Refused, require_on, start_sync
from integrations.models import Integration, Record, SyncRun

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from integrations.models.error import SyncErrors

# As many ids as a run's row may well hold; more are due at once instead.
MOST_NAMED = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """``run`` is the one started for it; None while others were going, after which
    the next pass tries the records."""

    records: int
    run: SyncRun | None


def try_again(
    integration: Integration, errors: SyncErrors, *, user: User | None
) -> Asked:
    """By a run of their own, which keeps to the rules as every retry does, but for what
    somebody asked for by hand."""
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing can be tried again."),
    )
    found = errors.order_by().values_list("record", flat=True).distinct()
    records = list(found[: MOST_NAMED + 1])
    run = _resync(integration, records, user) if len(records) <= MOST_NAMED else None
    return Asked(len(records), run) if run else _due_now(integration, errors, user)


def _resync(
    integration: Integration, records: list[int], user: User | None
) -> SyncRun | None:
    scope = {"records": records, "manual": False}
    try:
        return start_resync(integration, scope, cause=SyncRun.Cause.PERSON, user=user)
    except Refused:
        return None


def _due_now(integration: Integration, errors: SyncErrors, user: User | None) -> Asked:
    records = Record.objects.filter(pk__in=errors.values("record"))
    count = records.update(retry_at=timezone.now(), status=Record.Status.WAITING)
    try:
        run = start_sync(integration, cause=SyncRun.Cause.PERSON, user=user)
    except Refused:
        return Asked(count, None)
    return Asked(count, run)
