"""A run that would change far too much stops itself and asks (K7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from integrations.engine import brake, runs
from integrations.engine.pump import pump
from integrations.models import Integration, Record, SyncRun
from tests.engine.braking import (
    MANY,
    accounts,
    asking_about_deleted,
    asking_about_emptied,
    braked,
    linked,
)

if TYPE_CHECKING:
    from tests.engine.world import World

LEAST_CREATED = 1_000


class TestUnlinking:
    @pytest.fixture
    def stopped(self, with_many: World) -> tuple[World, SyncRun]:
        return with_many, asking_about_deleted(with_many, 20, "unlink")

    def test_the_run_pauses_itself_and_says_why(
        self, stopped: tuple[World, SyncRun]
    ) -> None:
        _world, run = stopped
        assert (run.wanted, run.status) == ("pause", "running")
        assert run.asks == (
            f"This run would unlink 20 of {MANY} companies (83.4 %); the limit is 5 %."
        )
        assert (run.updated, linked()) == (0, MANY)
        assert Record.objects.filter(status="waiting").count() == 20

    def test_it_does_not_go_on_by_itself(self, stopped: tuple[World, SyncRun]) -> None:
        world, run = stopped
        runs.resume(run)
        assert braked(world, run).wanted == SyncRun.Wanted.PAUSE
        assert linked() == MANY

    def test_a_person_lets_it_go_on(self, stopped: tuple[World, SyncRun]) -> None:
        world, run = stopped
        brake.go_on(run)
        world.work(run)
        assert (run.status, run.updated, run.asks) == ("succeeded", 20, "")
        assert linked() == MANY - 20
        assert world.integration.records.count() == MANY + 20

    def test_cancelled_it_has_done_nothing_and_tells_why(
        self, stopped: tuple[World, SyncRun]
    ) -> None:
        _world, run = stopped
        runs.cancel(run)
        assert run.status == SyncRun.Status.CANCELLED
        assert "would unlink" in run.message
        assert linked() == MANY

    def test_what_it_held_is_asked_again_by_the_next_pass(
        self, stopped: tuple[World, SyncRun]
    ) -> None:
        world, run = stopped
        runs.cancel(run)
        assert "would unlink" in braked(world).asks


def test_below_the_share_nobody_is_asked(with_many: World) -> None:
    Integration.objects.update(on_account_deleted="unlink", brake_unlink=90)
    for account_id in accounts()[:20]:
        with_many.delete_account(account_id)
    assert with_many.sync().updated == 20


def test_deleting_companies_is_stopped(with_many: World) -> None:
    Integration.objects.update(on_account_deleted="delete")
    for account_id in accounts()[:10]:
        with_many.delete_account(account_id)
    run = braked(with_many)
    assert "would delete 10 of 24 companies" in run.asks
    assert with_many.companies() == MANY
    brake.go_on(run)
    with_many.work(run)
    assert with_many.companies() == MANY - 10


def test_a_batch_that_is_worked_again_is_counted_once(with_many: World) -> None:
    Integration.objects.update(on_account_deleted="delete")
    for account_id in accounts()[:6]:
        with_many.delete_account(account_id)
    run = with_many.start_sync()
    busy = {"status": 503, "body": "<html>busy</html>", "headers": {}}
    with_many.hubspot.fail("batch/archive", busy, times=2)
    with_many.work(run)
    assert (run.status, run.updated) == (SyncRun.Status.SUCCEEDED, 6)


def test_threads_that_count_at_once_miss_nothing(with_many: World) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(with_many.delete_account, accounts()[:22]))
    Integration.objects.update(on_account_deleted="unlink")
    run = with_many.start_sync()
    assert not pump(run, threads=4)
    assert linked() == MANY


def test_emptying_values_is_stopped(synced: World) -> None:
    run = asking_about_emptied(synced)
    assert "would empty values in 50 of 50 records" in run.asks
    company_id = Record.objects.all()[0].company_id or ""
    assert synced.company(company_id, "city")["city"] == "Turin"


def test_creating_far_more_than_is_known_is_stopped(synced: World) -> None:
    synced.create_accounts({"Name": f"Firm {place}"} for place in range(LEAST_CREATED))
    run = braked(synced)
    assert "would create 1,000 records where 0 were known before it" in run.asks
    assert synced.companies() < LEAST_CREATED
    brake.go_on(run)
    synced.work(run)
    assert synced.companies() == LEAST_CREATED


def test_it_says_what_is_done_what_is_next_and_what_is_queued(with_many: World) -> None:
    names = (f"Firm {place}" for place in range(LEAST_CREATED + 400))
    with_many.create_accounts({"Name": name} for name in names)
    run = with_many.start_sync()
    assert not pump(run, threads=1)
    run.refresh_from_db()
    assert run.created == with_many.companies() - MANY
    done, next_ = run.created, LEAST_CREATED - run.created
    assert f"create 1,000 records where {MANY} were known before it" in run.asks
    assert f"has created {done} so far and would create {next_} next." in run.asks
    assert "Behind that 400 more records are queued, and may add to it." in run.asks


def test_an_import_by_hand_may_create_what_it_announced(world: World) -> None:
    world.salesforce.reset(accounts=LEAST_CREATED)
    world.connect()
    world.switch_on()
    assert world.import_accounts().created == LEAST_CREATED


def test_a_dry_run_is_not_stopped(with_many: World) -> None:
    Integration.objects.update(on_account_deleted="delete")
    for account_id in accounts()[:12]:
        with_many.delete_account(account_id)
    run = with_many.sync(dry_run=True)
    assert (run.status, run.updated, run.asks) == ("succeeded", 12, "")
    assert with_many.companies() == MANY
