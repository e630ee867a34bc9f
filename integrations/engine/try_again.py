"""Trying the records of sync errors again because a person asks for it (E3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.engine.starting import Refused, require_on, start_sync
from integrations.models import Integration, Record, SyncRun

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from integrations.models.error import SyncErrors


@dataclass(frozen=True, slots=True)
class Asked:
    """``run`` is the pass started for it; None while another was going, after which
    the next one tries them."""

    records: int
    run: SyncRun | None


def try_again(
    integration: Integration, errors: SyncErrors, *, user: User | None
) -> Asked:
    """Their records are due now, whatever their schedule says."""
    require_on(
        integration,
        _("Turn on Sync companies first: with it off, nothing can be tried again."),
    )
    records = Record.objects.filter(pk__in=errors.values("record"))
    count = records.update(retry_at=timezone.now(), status=Record.Status.WAITING)
    try:
        run = start_sync(integration, cause=SyncRun.Cause.PERSON, user=user)
    except Refused:
        return Asked(count, None)
    return Asked(count, run)
