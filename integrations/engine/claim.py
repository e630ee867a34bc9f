"""Who works on which batch: leases with a fence, counted before the work begins.

The queue only rings; what there is to do, who holds it and whether it is done is here.
"""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from integrations.engine.batches import UNFINISHED
from integrations.models import SyncBatch, SyncRun

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ATTEMPTS = 8
READING = (
    SyncBatch.Step.READ_ACCOUNTS,
    SyncBatch.Step.READ_CONTACTS,
    SyncBatch.Step.READ_COMPANIES,
)


class LeaseLost(Exception):
    """Somebody else holds the batch now: forget what was done with it."""


@dataclass(frozen=True, slots=True)
class Lease:
    batch: SyncBatch
    fence: int


def owner() -> str:
    """This process, in a form that its own machine can check for life."""
    pid = os.getpid()
    return f"{socket.gethostname()}:{pid}:{_started(pid)}"


def claim(run: SyncRun) -> Lease | None:
    """The next batch of the run that is free, leased to us, or None."""
    with transaction.atomic():
        live = free(run).filter(attempts__lt=MOST_ATTEMPTS)
        batch = _locked(live.order_by("seq")).first()
        return _lease(batch) if batch else None


def _lease(batch: SyncBatch) -> Lease:
    batch.fence += 1
    batch.attempts += 1
    batch.state, batch.lease_owner = SyncBatch.State.LEASED, owner()
    batch.lease_until = timezone.now() + timedelta(seconds=settings.SYNC_LEASE_SECONDS)
    batch.save(
        update_fields=["fence", "attempts", "state", "lease_owner", "lease_until"]
    )
    return Lease(batch, batch.fence)


def free(run: SyncRun) -> QuerySet[SyncBatch]:
    """What may be worked now, also what was tried too often."""
    now = timezone.now()
    ready = Q(state=SyncBatch.State.READY) & (
        Q(not_before__isnull=True) | Q(not_before__lte=now)
    )
    expired = Q(state=SyncBatch.State.LEASED, lease_until__lt=now)
    return run.batches.filter(ready | expired).exclude(_is_early(run))


def _is_early(run: SyncRun) -> Q:
    """Nothing is applied while either CRM's changes are still being read: the partner
    of a new record may be among them."""
    being_read = run.batches.filter(step__in=READING, state__in=UNFINISHED)
    return Q(Exists(being_read), step=SyncBatch.Step.APPLY)


def _locked(batches: QuerySet[SyncBatch]) -> QuerySet[SyncBatch]:
    if connection.features.has_select_for_update_skip_locked:
        return batches.select_for_update(skip_locked=True, of=("self",))
    return batches


@contextmanager
def fenced(lease: Lease) -> Iterator[None]:
    """One transaction that counts only while the batch is still ours."""
    with transaction.atomic():
        ended = _mine(lease).update(
            state=SyncBatch.State.DONE, lease_owner="", lease_until=None, payload={}
        )
        if not ended:
            raise LeaseLost
        yield


def renew(lease: Lease) -> None:
    until = timezone.now() + timedelta(seconds=settings.SYNC_LEASE_SECONDS)
    if not _mine(lease).update(lease_until=until):
        raise LeaseLost


def release(lease: Lease, not_before: datetime, error: str) -> None:
    """Give the batch back, to be tried again by anybody from ``not_before`` on. Only
    records for which it may have written something stay locked meanwhile."""
    with transaction.atomic():
        given_back = _mine(lease).update(
            state=SyncBatch.State.READY,
            lease_owner="",
            lease_until=None,
            not_before=not_before,
            error=error,
        )
        if given_back:
            lease.batch.intents.filter(changes=[]).delete()


def give_back(lease: Lease) -> None:
    """To be worked again at once, and no failed attempt: those count what kills its
    worker."""
    _mine(lease).update(
        state=SyncBatch.State.READY,
        lease_owner="",
        lease_until=None,
        attempts=F("attempts") - 1,
    )


def abandon(lease: Lease) -> None:
    """Its run ends with it: nobody is at work on its records any more."""
    _mine(lease).update(state=SyncBatch.State.FAILED, lease_owner="", lease_until=None)


def _mine(lease: Lease) -> QuerySet[SyncBatch]:
    return SyncBatch.objects.filter(
        pk=lease.batch.pk, fence=lease.fence, state=SyncBatch.State.LEASED
    )


def free_the_dead(run: SyncRun) -> None:
    """Leases of processes of this machine that no longer live end at once."""
    leased = run.batches.filter(state=SyncBatch.State.LEASED)
    for name in leased.values_list("lease_owner", flat=True).distinct():
        if _is_dead(name):
            leased.filter(lease_owner=name).update(
                lease_until=F("lease_until") - timedelta(days=1)
            )


def _is_dead(name: str) -> bool:
    host, _, rest = name.rpartition(":")[0].partition(":")
    if host != socket.gethostname() or not rest.isdigit():
        return False
    return _started(int(rest)) != name.rpartition(":")[2]


def _started(pid: int) -> str:
    """When the process began, in ticks since boot; empty where /proc cannot tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
