"""Leases: one hand at a time, counted before the work, refused when they were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

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
from integrations.models import Integration, Intent, Record, SyncBatch, SyncRun

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
PAST, FUTURE = "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"


@pytest.fixture
def run() -> SyncRun:
    made = SyncRun.objects.create(
        integration=Integration.current(), kind="sync", cause="command"
    )
    add_batches(made, [("read_due", {}), ("apply", {"items": []})])
    return made


def test_batches_are_taken_in_order_and_by_one(run: SyncRun) -> None:
    first, second = claim(run), claim(run)
    assert first
    assert second
    assert (first.batch.seq, second.batch.seq) == (1, 2)
    assert claim(run) is None


def test_nothing_is_applied_while_changes_are_still_read(run: SyncRun) -> None:
    add_batches(run, [("read_companies", {})])
    taken = [claim(run), claim(run), claim(run)]
    assert [it and it.batch.step for it in taken] == [
        "read_due",
        "read_companies",
        None,
    ]
    SyncBatch.objects.filter(step="read_companies").update(state="done")
    applied = claim(run)
    assert applied
    assert applied.batch.step == "apply"


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


def test_a_late_release_leaves_the_locks_of_whoever_took_over(run: SyncRun) -> None:
    late = claim(run)
    assert late
    SyncBatch.objects.filter(pk=late.batch.pk).update(lease_until=PAST)
    assert claim(run)
    record = Record.objects.create(integration=run.integration, account_id="001")
    Intent.objects.create(record=record, batch=late.batch)
    release(late, FUTURE, "busy")  # type: ignore[arg-type]
    assert Intent.objects.get().batch == late.batch


@pytest.mark.parametrize("seq", [1, 2])
def test_a_worn_batch_that_ended_after_all_is_not_given_up(
    run: SyncRun, seq: int
) -> None:
    worn = SyncBatch.objects.filter(seq=seq)
    worn.update(state="leased", attempts=8, lease_until=PAST)

    ended: list[bool] = []

    def end_first(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and not ended:
            ended.append(True)
            worn.update(state="done")
        return execute(sql, *rest)

    with connection.execute_wrapper(end_first):
        give_up_poison(run)
    run.refresh_from_db()
    assert worn.get().state == SyncBatch.State.DONE
    assert run.is_active
