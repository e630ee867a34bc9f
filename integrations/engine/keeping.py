"""Keep the leases that this process holds while its threads are at long calls."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connections

from integrations.engine.claim import Lease, LeaseLost, renew

if TYPE_CHECKING:
    from collections.abc import Iterator

BEATS_A_LEASE = 3
logger = logging.getLogger(__name__)


@contextmanager
def keeping_leases() -> Iterator[HeldLeases]:
    """A thread beside those that work renews what they hold until the block ends."""
    held, over = HeldLeases(), Event()
    beating = Thread(target=_beat, args=(held, over), name="leases", daemon=True)
    beating.start()
    try:
        yield held
    finally:
        over.set()
        beating.join()


def _beat(held: HeldLeases, over: Event) -> None:
    try:
        while not over.wait(settings.SYNC_LEASE_SECONDS / BEATS_A_LEASE):
            for lease in held.now():
                _renew(lease)
    finally:
        connections.close_all()


def _renew(lease: Lease) -> None:
    """One that is lost, its own thread finds lost before it writes anything."""
    try:
        renew(lease)
    except LeaseLost:
        logger.info("Batch %s is not ours any more", lease.batch.pk)
    except DatabaseError as error:
        logger.warning("Batch %s was not renewed: %s", lease.batch.pk, error)


class HeldLeases:
    def __init__(self) -> None:
        self._leases: set[Lease] = set()
        self._lock = Lock()

    @contextmanager
    def holding(self, lease: Lease) -> Iterator[None]:
        with self._lock:
            self._leases.add(lease)
        try:
            yield
        finally:
            with self._lock:
                self._leases.discard(lease)

    def now(self) -> list[Lease]:
        with self._lock:
            return list(self._leases)
