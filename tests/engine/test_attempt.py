"""Two hands that meet at one row: the batch is worked again, nothing is lost. And what
is told of a run that fails while it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection

from integrations.engine.attempt import attempt
from integrations.engine.claim import MOST_ATTEMPTS, claim
from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.runs import settle
from integrations.engine.starting import start_import
from integrations.models import Intent, SyncBatch, SyncRun
from tests.engine.pairs import linked

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.engine.world import World

REFUSAL = {"error": "MISSING_SCOPES"}
RULE = "CREATE UNIQUE INDEX one_seq ON integrations_outcome (kind)"
RULE_OF_READING = (
    "CREATE UNIQUE INDEX one_seq ON integrations_syncbatch (step) WHERE step = 'apply'"
)


@pytest.fixture
def colliding(synced: World) -> World:
    """The second record of every batch breaks a rule of the database."""
    for name in ("Acme", "Globex"):
        synced.create_account(Name=name)
    synced.work(start_import(synced.integration, cause="command"))
    SyncRun.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(RULE)
    return synced


def _attempt_all(world: World, run: SyncRun) -> None:
    context = context_of(run, open_clients(world.integration))
    while lease := claim(run):
        attempt(context, lease)


def test_a_collision_leaves_the_batch_to_be_tried_again(colliding: World) -> None:
    run = start_import(colliding.integration, cause="command")
    try:
        _attempt_all(colliding, run)
    finally:
        _drop_the_rule()
    SyncBatch.objects.update(not_before=None)
    assert colliding.work(run).unchanged == 2


def test_a_collision_without_end_costs_only_the_record_that_collides(
    colliding: World,
) -> None:
    run = start_import(colliding.integration, cause="command")
    try:
        colliding.work(run)
    finally:
        _drop_the_rule()
    assert (run.status, run.message) == (SyncRun.Status.PARTLY_DONE, "")
    assert (run.unchanged, run.failed) == (1, 1)
    assert run.outcomes.get(kind="failed").problems[0]["code"] == "internal"


def test_a_step_that_only_reads_is_tried_as_often_as_any_other(
    synced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it can be divided, and its run would end with it."""
    monkeypatch.setattr("integrations.engine.queueing.BATCH_SIZE", 1)
    for name in ("Acme", "Globex"):
        synced.create_account(Name=name)
    run = start_import(synced.integration, cause="command")
    with connection.cursor() as cursor:
        cursor.execute(RULE_OF_READING)
    try:
        for _time in range(MOST_ATTEMPTS - 1):
            SyncBatch.objects.update(not_before=None)
            _attempt_all(synced, run)
    finally:
        _drop_the_rule()
    assert run.batches.get().attempts == MOST_ATTEMPTS - 1
    SyncBatch.objects.update(not_before=None)
    assert synced.work(run).created == 2


class TestAFailureWhileItWrites:
    @pytest.fixture
    def refusing(self, synced: World) -> World:
        account_id, _company_id = linked(synced)
        synced.change_account(account_id, Phone="1")
        synced.hubspot.fail("batch/update", REFUSAL)
        return synced

    def test_is_told_with_what_may_be_written(self, refusing: World) -> None:
        run = refusing.sync()
        assert (run.status, run.done) == (SyncRun.Status.FAILED, 0)
        assert run.message.endswith(
            "One record may have been written to before that, which is not counted "
            "here: the next run compares it anew."
        )

    def test_leaves_no_record_held(self, refusing: World) -> None:
        refusing.sync()
        assert not Intent.objects.exists()
        refusing.hubspot.heal()
        run = refusing.sync()
        assert (run.updated, run.skipped) == (1, 0)

    def test_whose_worker_ends_before_the_run_did_leaves_the_batch_to_others(
        self, refusing: World
    ) -> None:
        """Else nothing would be left to do, and the run would end as if it was done."""
        run = refusing.start_sync()
        applying = run.batches.filter(step=SyncBatch.Step.APPLY)
        refusing.work_until(run, applying.exists)
        with (
            connection.execute_wrapper(_cut_off_at_the_end),
            pytest.raises(OperationalError),
        ):
            _attempt_all(refusing, run)
        assert applying.get().state == SyncBatch.State.LEASED
        assert not settle(run)
        SyncBatch.objects.update(lease_until="2020-01-01T00:00Z")
        refusing.work(run)
        assert run.status == SyncRun.Status.FAILED
        assert "may have been written to" in run.message

    def test_of_an_undo_asks_for_another_one(self, refusing: World) -> None:
        refusing.hubspot.heal()
        written = refusing.sync()
        refusing.hubspot.fail("batch/update", REFUSAL)
        undo = refusing.undo(written)
        assert undo.status == SyncRun.Status.FAILED
        assert "Start the undo again" in undo.message


def _cut_off_at_the_end(
    execute: Callable[..., Any], sql: str, params: Any, *rest: Any
) -> Any:
    if sql.startswith("UPDATE") and "finished_at" in sql:
        raise OperationalError("The connection is gone.")
    return execute(sql, params, *rest)


def _drop_the_rule() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_seq")
