"""Leases: one hand at a time, counted before the work, refused when they were lost."""

from __future__ import annotations

import pytest

from integrations.engine.batches import add_batches
from integrations.engine.claim import (
    LeaseLost,
    claim,
    fenced,
    free_the_dead,
    release,
    renew,
)
from integrations.engine.giving_up import give_up_poison
from integrations.models import Integration, SyncBatch, SyncRun

pytestmark = pytest.mark.django_db
PAST, FUTURE = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"


@pytest.fixture
def run() -> SyncRun:
    made = SyncRun.objects.create(
        integration=Integration.current(), kind="sync", cause="command"
    )
    add_batches(made, [("read_accounts", {}), ("apply", {"items": []})])
    return made


def test_batches_are_taken_in_order_and_by_one(run: SyncRun) -> None:
    first, second = claim(run), claim(run)
    assert first
    assert second
    assert (first.batch.seq, second.batch.seq) == (1, 2)
    assert claim(run) is None


def test_an_attempt_counts_before_its_work(run: SyncRun) -> None:
    lease = claim(run)
    assert lease
    assert SyncBatch.objects.get(pk=lease.batch.pk).attempts == 1


def test_a_lease_that_ran_out_is_free_and_the_late_one_is_refused(run: SyncRun) -> None:
    late = claim(run)
    assert late
    SyncBatch.objects.filter(pk=late.batch.pk).update(lease_until=PAST)
    again = claim(run)
    assert again
    assert again.batch.pk == late.batch.pk
    with pytest.raises(LeaseLost), fenced(late):
        pass
    with pytest.raises(LeaseLost):
        renew(late)
    with fenced(again):
        pass


def test_a_released_batch_waits_for_its_time(run: SyncRun) -> None:
    lease = claim(run)
    assert lease
    release(lease, FUTURE, "busy")  # type: ignore[arg-type]
    following = claim(run)
    assert following
    assert following.batch.seq == 2


def test_the_lease_of_a_dead_process_of_this_machine_is_free_at_once(
    run: SyncRun,
) -> None:
    lease = claim(run)
    assert lease
    host = lease.batch.lease_owner.split(":")[0]
    SyncBatch.objects.filter(pk=lease.batch.pk).update(lease_owner=f"{host}:1:-5")
    free_the_dead(run)
    again = claim(run)
    assert again
    assert again.batch.pk == lease.batch.pk


def test_the_lease_of_a_living_process_stays(run: SyncRun) -> None:
    lease = claim(run)
    free_the_dead(run)
    again = claim(run)
    assert lease
    assert again
    assert again.batch.seq == 2


def test_a_batch_that_kills_its_workers_is_given_up_and_shown(run: SyncRun) -> None:
    SyncBatch.objects.filter(seq=2).update(
        state="leased", attempts=8, lease_until=PAST, payload={"items": []}
    )
    give_up_poison(run)
    assert SyncBatch.objects.get(seq=2).state == SyncBatch.State.FAILED
