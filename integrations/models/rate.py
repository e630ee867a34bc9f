"""The one rate limiter of each CRM, shared by every worker through the database."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from integrations.errors import Crm, Retryable
from integrations.models.usage import HourlyCalls
from integrations.throttle import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Condition

# A turn that is further away than this is not waited for.
LONGEST_WAIT = 20.0


class RateBucket(models.Model):
    """``free_at``: when the next call would be on time (epoch seconds; GCRA)."""

    key = models.CharField(max_length=60, primary_key=True)
    free_at = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.key


class DatabaseThrottle:
    """Reserves a slot in one statement, then sleeps until it: fair and smooth.

    ``baton`` is a lock that the calling thread holds for all but its calls.
    """

    def __init__(self, baton: Condition | None = None) -> None:
        self._baton = baton

    @contextmanager
    def turn(self, bucket: str) -> Iterator[None]:
        now = time.time()
        with transaction.atomic():
            delay = turn_of(bucket, now) - now
            if delay <= LONGEST_WAIT:
                HourlyCalls.count(_crm(bucket))
        if delay > LONGEST_WAIT:
            raise _asked_to_wait(bucket, delay)
        with let_go(self._baton):
            time.sleep(max(delay, 0))
            yield

    def hold(self, bucket: str, seconds: float) -> None:
        until = time.time() + seconds + spacing(bucket) * burst(bucket)
        _bucket(bucket)
        RateBucket.objects.filter(key=bucket).update(
            free_at=Greatest(F("free_at"), until)
        )


def _asked_to_wait(bucket: str, delay: float) -> Retryable:
    """Nobody sleeps through an hour's hold: the work comes back when it is over."""
    crm = _crm(bucket)
    return Retryable(
        _("%(crm)s asked for a pause: it is called again in %(seconds)s seconds.")
        % {"crm": crm.capitalize().replace("spot", "Spot"), "seconds": round(delay)},
        crm=crm,
        after=delay,
    )


def _crm(bucket: str) -> Crm:
    return "hubspot" if bucket.startswith("hubspot") else "salesforce"


def spacing(bucket: str) -> float:
    """Seconds from one call to the next."""
    return 1 / float(settings.CALL_RATES[bucket][0])


def burst(bucket: str) -> int:
    """How many calls may come early."""
    return int(settings.CALL_RATES[bucket][1])


def turn_of(bucket: str, now: float) -> float:
    """Take one slot; returns when its call may be made."""
    return _reserve(bucket, now) - spacing(bucket) * (1 + burst(bucket))


def _reserve(bucket: str, now: float) -> float:
    """Take one slot; returns when the slot after it would be on time."""
    following = Greatest(F("free_at"), now) + spacing(bucket)
    row = RateBucket.objects.filter(key=bucket)
    with transaction.atomic(savepoint=False):
        if not row.update(free_at=following):
            _bucket(bucket)
            row.update(free_at=following)
        return row.values_list("free_at", flat=True).get()


def _bucket(key: str) -> None:
    RateBucket.objects.bulk_create([RateBucket(key=key)], ignore_conflicts=True)
