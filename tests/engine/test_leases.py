"""What lost its lease writes nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.attempt import attempt
from integrations.engine.claim import Lease, LeaseLost, claim
from integrations.engine.clients import open_clients
from integrations.engine.context import Context, context_of
from integrations.engine.intend import as_history
from integrations.engine.item import Item
from integrations.engine.starting import start_import
from integrations.engine.write import write
from integrations.models import Intent, Outcome, Record, SyncBatch, SyncError, SyncRun
from integrations.records import Company
from integrations.rules.departures import Parting
from integrations.rules.plan import Change, Create, Plan, Update

if TYPE_CHECKING:
    from tests.engine.world import World

NAME = Change("name", "Name", "hubspot", None, "Acme", "Acme")


def context_for(world: World, run: SyncRun) -> Context:
    return context_of(run, open_clients(world.integration))


def step(world: World, run: SyncRun) -> None:
    lease = claim(run)
    assert lease
    attempt(context_for(world, run), lease)


@pytest.mark.parametrize(
    "plan",
    [
        Create("hubspot", (NAME,), {}, ()),
        Update((NAME,), {}, ()),
        Parting("account_deleted", "", deletes=True),
    ],
)
def test_a_lost_lease_is_noticed_before_hubspot_is_written_to(
    synced: World, plan: Plan
) -> None:
    account_id = synced.create_account(Name="Old")
    synced.sync()
    row = synced.record(account_id)
    run = start_import(synced.integration, cause="command")
    lease = claim(run)
    assert lease
    company = Company(row.company_id or "", {}, row.synced_at)  # type: ignore[arg-type]
    with pytest.raises(LeaseLost):
        write(
            context_for(synced, run),
            Lease(lease.batch, lease.fence - 1),
            [(Item(row, company=company), plan)],
        )
    assert synced.company(row.company_id or "", "name")["name"] == "Old"
    assert synced.companies() == 1


@pytest.fixture
def spoilt(synced: World) -> World:
    """The second of two records meets an error of our own."""
    ids = [synced.create_account(Name=name) for name in ("Acme", "Globex")]
    synced.sync()
    for account_id in ids:
        synced.change_account(account_id, Phone="1")
    Record.objects.filter(account_id=ids[1]).update(agreement="spoilt")
    return synced


def test_an_error_of_our_own_in_a_dry_run_touches_no_record(spoilt: World) -> None:
    before = list(Record.objects.order_by("pk").values())
    run = spoilt.sync(dry_run=True)
    assert list(Record.objects.order_by("pk").values()) == before
    assert not SyncError.objects.exists()
    assert run.failed == 1
    assert run.outcomes.get(kind=Outcome.Kind.FAILED).reason == "internal"


def test_an_error_of_our_own_after_the_lease_was_lost_is_the_next_hands(
    spoilt: World,
) -> None:
    run = start_import(spoilt.integration, cause="command")
    step(spoilt, run)
    lease = claim(run)
    assert lease
    SyncBatch.objects.filter(pk=lease.batch.pk).update(fence=lease.fence + 1)
    attempt(context_for(spoilt, run), lease)
    run.refresh_from_db()
    assert run.is_active
    assert run.batches.filter(state=SyncBatch.State.LEASED).count() == 1


def test_what_a_crash_had_written_is_told_although_the_batch_is_divided(
    spoilt: World,
) -> None:
    """And although the next try writes something else beside it."""
    run = start_import(spoilt.integration, cause="command")
    step(spoilt, run)
    row = Record.objects.order_by("pk")[0]
    written = as_history(Change("city", "BillingCity", "hubspot", None, "Rome", "Rome"))
    Intent.objects.create(
        record=row, batch=run.batches.get(step="apply"), changes=[written]
    )
    spoilt.work(run)
    changes = run.outcomes.get(record=row).changes
    assert {change["property"] for change in changes} == {"phone", "city"}
    assert not Intent.objects.exists()


def test_a_record_that_is_given_up_tells_what_may_have_been_written(
    spoilt: World,
) -> None:
    run = start_import(spoilt.integration, cause="command")
    step(spoilt, run)
    row = Record.objects.order_by("pk")[1]
    begun = as_history(Change("city", "BillingCity", "hubspot", None, "Rome", "Rome"))
    Intent.objects.create(
        record=row, batch=run.batches.get(step="apply"), changes=[begun]
    )
    spoilt.work(run)
    told = run.outcomes.get(record=row)
    assert (told.kind, told.changes) == (Outcome.Kind.FAILED, [])
    assert told.message.endswith("A try that was cut off may have written city.")
    assert "cut off" not in row.errors.get().message
