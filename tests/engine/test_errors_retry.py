"""When a record that failed is tried again, by itself or by a person (E3, E4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from integrations.engine.batches import add_batches
from integrations.engine.claim import MOST_ATTEMPTS
from integrations.engine.giving_up import give_up_poison
from integrations.engine.mappings import try_again as mapping_changed
from integrations.engine.retry import next_try
from integrations.engine.try_again import try_again
from integrations.errors import CrmError, Rejected, Retryable
from integrations.models import Record, SyncError, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

UPSERT = "companies/batch/upsert"
NO_OPTION = {"error": "INVALID_OPTION", "records": 1}
NOW = datetime(2026, 3, 1, 22, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
AWAY = Retryable("Away.", crm="hubspot")
REFUSED = Rejected("No.", crm="hubspot")


@pytest.mark.parametrize(
    ("tries", "error", "expected"),
    [
        (0, AWAY, NOW + timedelta(seconds=10)),
        (1, AWAY, NOW + timedelta(seconds=20)),
        (3, AWAY, NOW + timedelta(seconds=80)),
        (50, AWAY, NOW + timedelta(minutes=20)),
        (0, REFUSED, NOW + timedelta(minutes=20)),
        (9, REFUSED, NOW + timedelta(minutes=20)),
        (10, REFUSED, MIDNIGHT),
        (0, None, NOW + timedelta(minutes=20)),
        (99, None, MIDNIGHT),
    ],
)
def test_the_next_try_comes_soon_then_every_20_minutes_then_nightly(
    tries: int, error: CrmError | None, expected: datetime
) -> None:
    assert next_try(tries, NOW, error) == expected


def failed(world: World, name: str = "Acme") -> Record:
    world.hubspot.fail(UPSERT, NO_OPTION, times=1)
    account_id = world.create_account(Name=name)
    world.sync()
    return world.record(account_id)


def fail_again(world: World, record: Record) -> Record:
    world.hubspot.fail(UPSERT, NO_OPTION, times=1)
    Record.objects.filter(pk=record.pk).update(retry_at="2020-01-01T00:00:00Z")
    world.sync()
    record.refresh_from_db()
    return record


def test_a_refused_record_is_tried_ten_times_then_nightly(synced: World) -> None:
    record = failed(synced)
    Record.objects.filter(pk=record.pk).update(tries=9)
    tenth = fail_again(synced, record)
    error = SyncError.objects.get()
    assert tenth.retry_at == error.last_seen + timedelta(minutes=20)
    after = fail_again(synced, record)
    assert after.retry_at is not None
    assert after.retry_at.time().isoformat() == "00:00:00"


def test_a_record_a_crm_was_too_busy_for_is_tried_within_seconds(
    synced: World,
) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    company_id = synced.record(account_id).company_id or ""
    synced.change_company(company_id, city="Rome")
    locked = {"error": "UNABLE_TO_LOCK_ROW", "records": 1}
    synced.salesforce.fail("composite/sobjects", locked, method="PATCH", times=1)
    synced.sync()
    error = SyncError.objects.get()
    assert error.category == SyncError.Category.CONNECTION
    assert error.record.retry_at == error.last_seen + timedelta(seconds=10)


def test_a_record_is_due_at_once_when_its_mapping_changes(synced: World) -> None:
    synced.integration.mappings.filter(property="city").update(rule="two_way")
    account_id = synced.create_account(Name="Acme")
    synced.sync()
    synced.change_company(synced.record(account_id).company_id or "", city="x" * 41)
    synced.sync()
    mapping_changed(synced.integration.mappings.get(property="city"))
    error = SyncError.objects.get()
    assert error.record.retry_at is not None
    assert error.record.retry_at < error.last_seen + timedelta(minutes=20)


def test_a_retry_tries_the_records_of_these_errors_and_no_others(
    synced: World,
) -> None:
    acme, globex = failed(synced), failed(synced, "Globex")
    errors = SyncError.objects.filter(record=acme)
    asked = try_again(synced.integration, errors, user=None)
    assert asked.run
    assert synced.work(asked.run).created == asked.records == 1
    acme.refresh_from_db()
    globex.refresh_from_db()
    assert acme.status == Record.Status.IN_SYNC
    assert globex.status == Record.Status.FAILING
    assert not errors.open().exists()


def test_a_retry_of_few_goes_beside_other_runs(synced: World) -> None:
    record = failed(synced)
    for kind in ("sync", "resync"):
        SyncRun.objects.create(
            integration=synced.integration, kind=kind, cause="person", status="running"
        )
    asked = try_again(synced.integration, SyncError.objects.all(), user=None)
    assert asked.run
    synced.work(asked.run)
    record.refresh_from_db()
    assert record.status == Record.Status.IN_SYNC


def test_a_retry_does_not_make_an_account_against_the_rules(synced: World) -> None:
    """As Resync on a company's own page does (A3)."""
    company_id = synced.create_company(name="Acme")
    synced.sync()
    record = Record.objects.get(company_id=company_id)
    SyncError.objects.create(
        integration=synced.integration,
        record=record,
        category=SyncError.Category.OTHER,
        message="No.",
        first_seen=NOW,
        last_seen=NOW,
    )
    asked = try_again(synced.integration, SyncError.objects.all(), user=None)
    assert asked.run
    synced.work(asked.run)
    record.refresh_from_db()
    assert record.account_id is None
    assert not SyncError.objects.open().exists()


def test_a_record_that_ends_its_worker_is_tried_ten_times_then_nightly(
    synced: World,
) -> None:
    record = failed(synced)
    waits = []
    for _time in range(12):
        give_up(synced, record)
        record.refresh_from_db()
        error = SyncError.objects.get(code="internal", solved_at=None)
        assert record.retry_at is not None
        waits.append(record.retry_at - error.last_seen == timedelta(minutes=20))
    assert error.tries == 12
    assert waits == [True] * 9 + [False] * 3


def give_up(world: World, record: Record) -> None:
    """A batch of this record that ended its worker too often."""
    run = SyncRun.objects.create(
        integration=world.integration, kind="import", cause="command"
    )
    items = [{"record": record.pk, "account": None}]
    with transaction.atomic():
        add_batches(run, [("apply", {"items": items})])
    run.batches.update(
        state="leased", lease_until="2020-01-01T00:00:00Z", attempts=MOST_ATTEMPTS
    )
    give_up_poison(run)
    run.delete()
