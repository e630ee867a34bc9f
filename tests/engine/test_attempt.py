"""Two hands that meet at one row: the batch is worked again, nothing is lost. And what
is told of a run that fails while it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from integrations.engine.attempt import attempt
from integrations.engine.claim import claim
from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.starting import start_import
from integrations.models import Intent, SyncBatch, SyncRun
from tests.engine.pairs import linked

if TYPE_CHECKING:
    from tests.engine.world import World

REFUSAL = {"error": "MISSING_SCOPES"}
RULE = "CREATE UNIQUE INDEX one_seq ON integrations_outcome (kind)"


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

    def test_of_an_undo_asks_for_another_one(self, refusing: World) -> None:
        refusing.hubspot.heal()
        written = refusing.sync()
        refusing.hubspot.fail("batch/update", REFUSAL)
        undo = refusing.undo(written)
        assert undo.status == SyncRun.Status.FAILED
        assert "Start the undo again" in undo.message


def _drop_the_rule() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_seq")
