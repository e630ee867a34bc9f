"""A batch that is cut off between saying what it will write and recording that it did:
the next hand finishes it, and tells it as what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.apply import held, plans
from integrations.engine.claim import Lease, claim, free
from integrations.engine.clients import open_clients
from integrations.engine.context import Context, context_of
from integrations.engine.giving_up import isolate
from integrations.engine.intend import Intended, intend
from integrations.engine.write import write
from integrations.models import Outcome, Record, SyncBatch, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

DOMAIN = "acme-works.com"


def company_with_a_contact(world: World) -> str:
    company_id = world.create_company(name="Acme", domain=DOMAIN)
    world.create_contact(company_id, email=f"ann@{DOMAIN}")
    return company_id


def up_to_the_batch(world: World) -> tuple[SyncRun, Context, Lease]:
    """A pass that has read everything and is about to apply the first batch."""
    run = world.start_sync()

    def is_next() -> bool:
        first = free(run).order_by("seq").first()
        return first is not None and first.step == SyncBatch.Step.APPLY

    world.work_until(run, is_next)
    lease = claim(run)
    assert lease
    assert lease.batch.step == SyncBatch.Step.APPLY
    return run, context_of(run, open_clients(world.integration)), lease


def intended(context: Context, lease: Lease) -> Intended:
    return intend(context, lease, plans(context, lease.batch.payload["items"]))


def crash(lease: Lease) -> None:
    SyncBatch.objects.filter(pk=lease.batch.pk).update(lease_until="2020-01-01T00:00Z")


@pytest.fixture
def account_id(world: World) -> str:
    """Older than the toggle, and so without a company by itself."""
    made = world.create_account(Name="Acme", Website=DOMAIN, Phone="1")
    world.switch_on()
    return made


def assert_in_sync(world: World, account_id: str, company_id: str) -> Record:
    record = world.record(account_id)
    assert (record.company_id, record.status) == (company_id, Record.Status.IN_SYNC)
    assert world.company(company_id, "phone")["phone"] == "1"
    assert (world.companies(), world.salesforce.state()["Account"]) == (1, 1)
    return record


def test_a_company_that_joined_an_account_is_not_lost(
    world: World, account_id: str
) -> None:
    company_id = company_with_a_contact(world)
    run, context, lease = up_to_the_batch(world)
    intended(context, lease)
    assert world.record(account_id).company_id == company_id
    crash(lease)
    assert world.work(run).status == SyncRun.Status.SUCCEEDED
    record = assert_in_sync(world, account_id, company_id)
    assert record.outcomes.filter(kind=Outcome.Kind.UPDATED).count() == 1


def test_one_that_was_written_already_is_told_of_with_what_was_written(
    world: World, account_id: str
) -> None:
    company_id = company_with_a_contact(world)
    run, context, lease = up_to_the_batch(world)
    write(context, lease, intended(context, lease).ours)
    crash(lease)
    world.work(run)
    record = assert_in_sync(world, account_id, company_id)
    changes = record.outcomes.get(kind=Outcome.Kind.UPDATED).changes
    assert "phone" in {change["property"] for change in changes}


def test_a_batch_that_is_parted_after_it_keeps_who_joined(
    world: World, account_id: str
) -> None:
    company_id = company_with_a_contact(world)
    other_id = world.create_company(name="Other", domain="other-works.com")
    world.create_contact(other_id, email="bob@other-works.com")
    run, context, lease = up_to_the_batch(world)
    intended(context, lease)
    assert isolate(context, lease)
    world.work(run)
    record = world.record(account_id)
    assert (record.company_id, record.status) == (company_id, Record.Status.IN_SYNC)
    assert world.company(company_id, "phone")["phone"] == "1"


def test_an_account_made_before_the_crash_and_read_since_counts_as_created(
    synced: World,
) -> None:
    company_id = company_with_a_contact(synced)
    run, context, lease = up_to_the_batch(synced)
    write(context, lease, intended(context, lease).ours)
    crash(lease)
    synced.census()
    done = synced.work(run)
    record = synced.record_of_company(company_id)
    assert record.is_linked
    assert (done.created, done.updated) == (1, 0)
    assert [it.kind for it in record.outcomes.all()] == [Outcome.Kind.CREATED]
    assert synced.salesforce.state()["Account"] == 1


def test_a_company_made_before_the_crash_and_read_since_counts_as_created(
    synced: World,
) -> None:
    account_id = synced.create_account(Name="Acme", Website=DOMAIN)
    run, context, lease = up_to_the_batch(synced)
    write(context, lease, intended(context, lease).ours)
    crash(lease)
    synced.census()
    done = synced.work(run)
    record = synced.record(account_id)
    assert record.is_linked
    assert (done.created, done.updated) == (1, 0)
    assert synced.companies() == 1


def test_a_company_whose_account_was_taken_meanwhile_is_asked_again(
    world: World, account_id: str
) -> None:
    company_id = company_with_a_contact(world)
    _run, context, lease = up_to_the_batch(world)
    rows = lease.batch.payload["items"]
    planned = plans(context, rows)
    Record.objects.filter(account_id=account_id).update(company_id="1")
    again = held(intend(context, lease, planned), rows)
    assert [row["record"] for row in again] == [world.record_of_company(company_id).pk]
