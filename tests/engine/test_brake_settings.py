"""Settings that change while a run asks whether it may go on (K7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine import mapping_change
from integrations.engine.pump import pump
from integrations.engine.settings_change import change
from integrations.engine.settings_import import load
from integrations.models import Integration, SyncRun
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


class TestSettingsThatChangeMeanwhile:
    """A question about what the old ones would have done is void."""

    @pytest.fixture
    def held(self, with_many: World) -> tuple[World, SyncRun]:
        run = asking_about_deleted(with_many, 20, "delete")
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
    run = asking_about_emptied(synced)
    assert "would empty values" in run.asks
    city = synced.integration.mappings.get(property="city")
    mapping_change.change(
        city, "none", {}, seen=mapping_change.version(city), user=None
    )
    synced.work(run)
    assert (run.status, run.updated) == (SyncRun.Status.SUCCEEDED, 0)
