"""Two hands that meet at one row: the batch is worked again, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection

from integrations.engine.attempt import attempt
from integrations.engine.claim import MOST_ATTEMPTS, claim
from integrations.engine.clients import open_clients
from integrations.engine.context import context_of
from integrations.engine.starting import start_import
from integrations.models import SyncBatch, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

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


def test_a_collision_without_end_is_shown_as_an_error(colliding: World) -> None:
    run = start_import(colliding.integration, cause="command")
    context = context_of(run, open_clients(colliding.integration))
    reading = claim(run)
    assert reading
    attempt(context, reading)
    SyncBatch.objects.update(attempts=MOST_ATTEMPTS - 1)
    try:
        with pytest.raises(IntegrityError):
            _attempt_all(colliding, run)
    finally:
        _drop_the_rule()
    run.refresh_from_db()
    assert run.status == SyncRun.Status.FAILED


def _drop_the_rule() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_seq")
