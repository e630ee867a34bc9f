"""What the clock starts, and which runs it finds without a hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations import jobs
from integrations.engine.claim import claim
from integrations.engine.pump import is_claimable
from integrations.engine.runs import settle
from integrations.engine.schedule import due
from integrations.engine.starting import start_import
from integrations.models import Integration, SyncBatch, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

DEAD = "-5"


def rest(world: World) -> None:
    """Nothing is due by the clock."""
    world.integration.next_poll_at = timezone.now() + timedelta(hours=1)
    world.integration.save()


def test_a_pass_starts_when_its_time_has_come_and_only_once(synced: World) -> None:
    (started,) = due()
    assert (started.kind, started.cause) == ("sync", "schedule")
    assert due() == [started]
    assert SyncRun.objects.filter(kind="sync").count() == 1


def test_nothing_starts_while_the_toggle_is_off(world: World) -> None:
    assert due() == []


def test_a_run_that_somebody_works_needs_no_bell(synced: World) -> None:
    rest(synced)
    run = start_import(synced.integration, cause="command")
    assert due() == [run]
    assert claim(run)
    assert due() == []


def test_a_run_whose_worker_was_killed_is_rung_for_at_once(synced: World) -> None:
    rest(synced)
    run = start_import(synced.integration, cause="command")
    lease = claim(run)
    assert lease
    host = lease.batch.lease_owner.split(":")[0]
    SyncBatch.objects.update(lease_owner=f"{host}:1:{DEAD}")
    assert due() == [run]


def test_a_paused_run_is_left_alone(synced: World) -> None:
    rest(synced)
    run = start_import(synced.integration, cause="command")
    SyncRun.objects.filter(pk=run.pk).update(wanted="pause")
    assert due() == []


def test_a_quiet_scheduled_pass_leaves_no_row(synced: World) -> None:
    (started,) = due()
    jobs.work(started.pk)
    synced.integration.refresh_from_db()
    assert not SyncRun.objects.filter(pk=started.pk).exists()
    assert synced.integration.polled_at is not None


def test_a_pass_that_somebody_else_ended_is_over(synced: World) -> None:
    (started,) = due()
    SyncRun.objects.all().delete()
    assert settle(started)


def test_fields_are_read_anew_once_a_day(synced: World) -> None:
    synced.integration.connections.update(metadata={}, metadata_at="2020-01-01T00:00Z")
    due()
    stored = synced.integration.connections.get(crm="salesforce")
    assert stored.metadata["fields"]
    synced.forget_requests()
    rest(synced)
    synced.integration.next_poll_at = timezone.now()
    synced.integration.save()
    due()
    assert synced.salesforce.requests()["total"] == 0


def test_a_suspension_is_tested_again_by_itself(synced: World) -> None:
    synced.integration.suspended = "credentials"
    synced.integration.next_poll_at = timezone.now()
    synced.integration.save()
    due()
    synced.integration.refresh_from_db()
    assert synced.integration.suspended == ""


def test_a_failure_that_repeats_keeps_one_row(synced: World) -> None:
    synced.salesforce.fail("query", {"error": "API_DISABLED_FOR_ORG"}, times=100)
    for _pass in range(3):
        Integration.objects.update(next_poll_at=None, suspended="")
        for run in due():
            jobs.work(run.pk)
    assert SyncRun.objects.filter(status=SyncRun.Status.FAILED).count() == 1


def test_a_paused_run_is_not_rung_for_by_its_own_worker(synced: World) -> None:
    run = start_import(synced.integration, cause="command")
    SyncRun.objects.filter(pk=run.pk).update(wanted="pause")
    jobs.work(run.pk)
    assert not is_claimable(run)
