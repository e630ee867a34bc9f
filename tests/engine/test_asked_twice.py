"""A person who clicks twice, or in two tabs: one run, and both clicks find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integrations.engine.plan_apply import start_plan
from integrations.engine.resync import start_resync
from integrations.engine.starting import Refused, start_import, start_sync
from integrations.engine.try_again import try_again
from integrations.engine.undo import start_undo
from integrations.models import SyncError, SyncRun
from tests.views.builders import person, sync_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User

    from tests.engine.world import World

PERSON = SyncRun.Cause.PERSON
Starts = dict[str, "Callable[[User], SyncRun | None]"]


@pytest.fixture
def starts(world: World) -> Starts:
    """Every way in which a person starts a run."""
    world.switch_on()
    account_id = world.create_account(Name="Acme")
    over = world.sync()
    record = world.record(account_id)
    world.create_account(Name="Globex")
    plan = world.import_accounts(dry_run=True)
    sync_error(record, "No.")
    by: dict[str, Any] = {"integration": world.integration, "cause": PERSON}
    one = {"records": [record.pk]}
    return {
        "sync": lambda user: start_sync(**by, user=user),
        "import": lambda user: start_import(**by, user=user),
        "resync": lambda user: start_resync(**by, user=user, scope=one),
        "dry run": lambda user: start_resync(**by, user=user, scope=one, dry_run=True),
        "resync all": lambda user: start_resync(**by, user=user, scope={"all": True}),
        "retry": lambda user: (
            try_again(world.integration, SyncError.objects.all(), user=user).run
        ),
        "plan": lambda user: start_plan(plan, cause=PERSON, user=user),
        "undo": lambda user: start_undo(over, cause=PERSON, user=user),
        "undo of one": lambda user: start_undo(record, cause=PERSON, user=user),
    }


WAYS = ["sync", "import", "resync", "dry run", "resync all", "retry", "plan", "undo"]
WAYS += ["undo of one"]


@pytest.mark.parametrize("way", WAYS)
def test_a_second_click_finds_the_run_of_the_first(starts: Starts, way: str) -> None:
    user = person("Admin")
    first = starts[way](user)
    assert first
    before = SyncRun.objects.count()
    assert starts[way](user) == first
    assert SyncRun.objects.count() == before


@pytest.mark.parametrize("way", ["sync", "import", "resync all", "plan", "undo"])
def test_somebody_else_is_told_that_it_goes_on_already(
    starts: Starts, way: str
) -> None:
    starts[way](person("Admin"))
    with pytest.raises(Refused):
        starts[way](person("Admin"))


def test_what_is_asked_again_after_its_end_is_done_again(
    starts: Starts, world: World
) -> None:
    user = person("Admin")
    first = starts["resync"](user)
    assert first
    world.work(first)
    assert starts["resync"](user) != first
