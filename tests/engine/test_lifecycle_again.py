"""A stage that HubSpot refused, tried again because a person asks (L1, E3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from integrations.engine.try_again import try_again
from integrations.models import Integration, Record, SyncError, SyncRun
from tests.hubspot import people

if TYPE_CHECKING:
    from tests.engine.world import World

REFUSAL = {"error": "INVALID_OPTION", "records": 1}
UPDATE = "companies/batch/update"


@pytest.fixture
def refused(synced: World) -> SyncError:
    """Ann became a customer, and her company could not follow."""
    company_id = synced.create_company(name="Acme", domain="acme-works.com")
    contact_id = synced.create_contact(company_id, email="ann@acme-works.com")
    synced.sync()
    people.change(synced.hubspot, "contacts", contact_id, lifecyclestage="customer")
    synced.hubspot.fail(UPDATE, REFUSAL)
    synced.sync()
    synced.hubspot.heal()
    later = timezone.now() + timedelta(hours=1)  # past the overlap of two passes
    Integration.objects.update(contact_watermark=later)
    return SyncError.objects.get()


def stage(world: World, error: SyncError) -> str:
    found = world.company(error.record.company_id or "", "lifecyclestage")
    return str(found["lifecyclestage"])


def ask(world: World) -> SyncRun:
    asked = try_again(world.integration, SyncError.objects.all(), user=None)
    assert asked.run
    return world.work(asked.run)


def test_trying_again_moves_the_stage(synced: World, refused: SyncError) -> None:
    run = ask(synced)
    refused.refresh_from_db()
    assert stage(synced, refused) == "customer"
    assert refused.solved_at
    assert (run.status, run.updated) == (SyncRun.Status.SUCCEEDED, 1)
    assert (run.total, run.done) == (2, 2)
    assert run.outcomes.get(reason="lifecycle_stage").changes[0]["new"] == "customer"


def test_what_is_refused_once_more_counts_as_a_try(
    synced: World, refused: SyncError
) -> None:
    synced.hubspot.fail(UPDATE, REFUSAL)
    run = ask(synced)
    refused.refresh_from_db()
    assert (refused.tries, refused.solved_at) == (2, None)
    assert run.status == SyncRun.Status.PARTLY_DONE


def test_of_more_records_than_a_run_can_name_a_pass_moves_the_stages(
    synced: World, refused: SyncError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.engine.try_again.MOST_NAMED", 0)
    assert ask(synced).kind == SyncRun.Kind.SYNC
    assert stage(synced, refused) == "customer"


def test_a_pass_tries_each_stage_once(synced: World, refused: SyncError) -> None:
    past = timezone.now() - timedelta(hours=1)
    SyncError.objects.update(last_seen=past)
    Record.objects.update(retry_at=past, status=Record.Status.WAITING)
    synced.hubspot.fail(UPDATE, REFUSAL, times=9)
    synced.sync()
    refused.refresh_from_db()
    assert refused.tries == 2


def test_a_dry_resync_moves_nothing(synced: World, refused: SyncError) -> None:
    run = synced.resync(records=[refused.record_id], dry_run=True)
    refused.refresh_from_db()
    assert stage(synced, refused) == "lead"
    assert (refused.tries, run.updated) == (1, 0)
