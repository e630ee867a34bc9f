"""One limiter for every worker: never more than the vendor allows in any window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from integrations.models import RateBucket
from integrations.models.rate import DatabaseThrottle, spacing, turn_of
from syncadmin.settings import CALL_RATES

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
VENDOR_LIMIT, WINDOW = 190, 10.0


@pytest.fixture(autouse=True)
def deployed(settings: Settings) -> None:
    settings.CALL_RATES = CALL_RATES


def test_no_window_of_ten_seconds_holds_more_than_the_limit() -> None:
    now = 1_000_000.0
    times = [max(now, turn_of("hubspot", now)) for _call in range(400)]
    for start in times:
        assert sum(start <= at < start + WINDOW for at in times) <= VENDOR_LIMIT


def test_it_allows_at_least_95_percent_of_the_limit() -> None:
    assert WINDOW / spacing("hubspot") >= 0.95 * VENDOR_LIMIT


def test_a_hold_moves_everybodys_next_call() -> None:
    throttle = DatabaseThrottle()
    throttle.hold("hubspot", 3600)
    assert RateBucket.objects.get(key="hubspot").free_at > time.time() + 3000


def test_buckets_do_not_wait_for_each_other() -> None:
    throttle = DatabaseThrottle()
    throttle.hold("hubspot", 3600)
    with throttle.turn("salesforce"):
        pass
    assert RateBucket.objects.get(key="salesforce").free_at < time.time() + 1
