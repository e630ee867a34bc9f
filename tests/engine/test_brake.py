"""A run that would change far too much stops itself and asks (K7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from integrations.engine import brake, mapping_change, runs
from integrations.engine.pump import pump
from integrations.engine.settings_change import change
from integrations.engine.settings_import import load
from integrations.models import Integration, Record, SyncRun

if TYPE_CHECKING:
    from tests.engine.world import World

MANY = 24
LEAST_CREATED = 1_000


@pytest.fixture
def with_many(world: World) -> World:
    """Many linked accounts; two in a hundred may be deleted, five unlinked."""
    world.salesforce.reset(accounts=MANY)
    world.connect()
    world.switch_on()
    world.import_accounts()
    return world


def accounts() -> list[str]:
    rows = Record.objects.exclude(account_id=None).order_by("pk")
    return [row.account_id or "" for row in rows]


def braked(world: World, run: SyncRun | None = None) -> SyncRun:
    found = run or world.start_sync()
    assert not pump(found, threads=2)
    found.refresh_from_db()
    return found


def linked() -> int:
    return Record.objects.exclude(account_id=None).exclude(company_id=None).count()


class TestUnlinking:
    @pytest.fixture
    def stopped(self, with_many: World) -> tuple[World, SyncRun]:
        Integration.objects.update(on_account_deleted="unlink")
        for account_id in accounts()[:20]:
            with_many.delete_account(account_id)
        return with_many, braked(with_many)

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


class TestSettingsThatChangeMeanwhile:
    """A question about what the old ones would have done is void."""

    @pytest.fixture
    def held(self, with_many: World) -> tuple[World, SyncRun]:
        Integration.objects.update(on_account_deleted="delete")
        for account_id in accounts()[:20]:
            with_many.delete_account(account_id)
        run = braked(with_many)
        assert "would delete 20" in run.asks
        return with_many, run

    def test_the_run_goes_on_by_the_new_ones(self, held: tuple[World, SyncRun]) -> None:
        world, run = held
        change(world.integration, {"on_account_deleted": "nothing"}, user=None)
        world.create_account(Name="Newcomer")
        world.work(run)
        assert (run.status, run.asks, run.released) == ("succeeded", "", False)
        assert (run.updated, linked()) == (0, MANY)
        assert world.sync().created == 1
        assert world.companies() == MANY + 1

    def test_what_it_planned_before_counts_no_more(
        self, held: tuple[World, SyncRun]
    ) -> None:
        world, run = held
        wanted = {"on_account_deleted": "unlink", "brake_unlink": 80}
        change(world.integration, wanted, user=None)
        braked(world, run)
        assert run.asks == (
            f"This run would unlink 20 of {MANY} companies (83.4 %); the limit is 80 %."
        )

    def test_whoever_changed_the_settings_meanwhile_is_not_asked(
        self, with_many: World
    ) -> None:
        """The slice has begun by the old settings."""
        world, told = with_many, list[str]()
        Integration.objects.update(on_account_deleted="delete")
        for account_id in accounts()[:20]:
            world.delete_account(account_id)
        run = world.start_sync()

        def tell_once() -> bool:
            if not told:
                told.append("nothing")
                setting = {"on_account_deleted": "nothing"}
                change(world.integration, setting, user=None)
            return False

        pump(run, threads=1, stop=tell_once)
        run.refresh_from_db()
        assert told
        assert (run.asks, run.status) == ("", SyncRun.Status.SUCCEEDED)

    @pytest.mark.parametrize(
        "text",
        [
            "sync_companies: {brake: {delete: 95}}",
            "sync_companies: {on_account_deleted: nothing}",
        ],
    )
    def test_a_settings_file_tells_it_too(
        self, held: tuple[World, SyncRun], text: str
    ) -> None:
        world, run = held
        load(world.integration, text)
        assert world.work(run).status == SyncRun.Status.SUCCEEDED

    def test_a_batch_that_waits_is_counted_anew_and_one_that_is_over_stays_counted(
        self, held: tuple[World, SyncRun]
    ) -> None:
        world, run = held
        waits = run.batches.get(state="ready", step="apply")
        counts = {"delete": 3, "unlink": 0, "blank": 0, "create": 0}
        over = 0  # no batch has this id any more
        marks = {"batches": {str(waits.pk): counts, str(over): counts}}
        run.marks["brake"] |= marks | {"sizes": {str(waits.pk): 20}}
        run.save(update_fields=["marks"])
        change(world.integration, {"brake_delete": 1}, user=None)
        run.refresh_from_db()
        kept = run.marks["brake"]
        assert (kept["batches"], kept["sizes"], kept["over"]) == ({}, {}, counts)

    def test_what_has_nothing_to_do_with_it_leaves_it_asking(
        self, held: tuple[World, SyncRun]
    ) -> None:
        world, run = held
        change(world.integration, {"poll_seconds": 61}, user=None)
        run.refresh_from_db()
        assert (run.is_asking, run.wanted) == (True, SyncRun.Wanted.PAUSE)

    def test_it_does_not_bring_back_what_somebody_cancels(
        self, held: tuple[World, SyncRun]
    ) -> None:
        world, run = held
        SyncRun.objects.filter(pk=run.pk).update(wanted=SyncRun.Wanted.CANCEL)
        change(world.integration, {"on_account_deleted": "nothing"}, user=None)
        run.refresh_from_db()
        assert run.wanted == SyncRun.Wanted.CANCEL


def test_a_mapping_that_empties_no_more_ends_the_question_about_it(
    synced: World,
) -> None:
    rows = [{"Name": f"Firm {place}", "BillingCity": "Turin"} for place in range(50)]
    synced.create_accounts(rows)
    synced.sync()
    for account_id in accounts():
        synced.change_account(account_id, BillingCity=None)
    run = braked(synced)
    assert "would empty values" in run.asks
    city = synced.integration.mappings.get(property="city")
    mapping_change.change(
        city, "none", {}, seen=mapping_change.version(city), user=None
    )
    synced.work(run)
    assert (run.status, run.updated) == (SyncRun.Status.SUCCEEDED, 0)


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
    rows = [{"Name": f"Firm {place}", "BillingCity": "Turin"} for place in range(50)]
    synced.create_accounts(rows)
    synced.sync()
    for account_id in accounts():
        synced.change_account(account_id, BillingCity=None)
    run = braked(synced)
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
