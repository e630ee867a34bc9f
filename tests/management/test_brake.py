"""A run that stops itself and asks, as a shell sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from integrations.engine.health import synced_until
from integrations.models import Integration, Record, SyncRun
from tests.engine.conftest import empty_world, synced, world

if TYPE_CHECKING:
    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]
REFUSED, FAILED = 2, 1


def refused(*words: str) -> CommandError:
    with pytest.raises(CommandError) as refusal:
        call_command(*words)
    return refusal.value


@pytest.fixture
def asking(world: World) -> World:
    """Ten of twelve companies are about to be deleted."""
    world.salesforce.reset(accounts=12)
    world.connect()
    world.switch_on()
    world.import_accounts()
    Integration.objects.update(on_account_deleted="delete")
    for row in Record.objects.order_by("pk")[:10]:
        world.delete_account(row.account_id or "")
    return world


def test_sync_ends_with_1_the_reason_and_what_to_do(
    asking: World, capsys: pytest.CaptureFixture[str]
) -> None:
    error = refused("sync", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert error.returncode == FAILED
    assert "would delete 10 of 12 companies" in printed["asks"]
    assert printed["asks"] in str(error)
    assert f"manage.py answer {printed['run']} go-on" in str(error)
    assert asking.companies() == 12


def test_in_words_it_is_said_to_ask_and_not_to_run(
    asking: World, capsys: pytest.CaptureFixture[str]
) -> None:
    refused("sync")
    printed = capsys.readouterr().out
    assert " asks: " in printed
    assert "running" not in printed
    assert asking.companies() == 12


def test_the_status_says_that_a_run_asks_and_what_it_holds_up(
    asking: World, capsys: pytest.CaptureFixture[str]
) -> None:
    refused("sync")
    capsys.readouterr()
    call_command("sync_companies", "status")
    printed = capsys.readouterr().out
    run = SyncRun.objects.get(kind="sync")
    assert "would delete 10 of 12 companies" in printed
    assert "no other change syncs by itself" in printed
    assert f"manage.py answer {run.pk} go-on" in printed
    in_step = synced_until(Integration.current())
    assert in_step
    assert in_step <= run.created_at
    call_command("answer", str(run.pk), "cancel")
    capsys.readouterr()
    call_command("sync_companies", "status")
    assert "answer" not in capsys.readouterr().out
    assert asking.companies() == 12


def test_sync_again_asks_again_instead_of_waiting(asking: World) -> None:
    first, second = refused("sync"), refused("sync")
    assert str(first) == str(second)
    assert SyncRun.objects.filter(kind="sync").count() == 1


def test_the_answer_lets_it_go_on(
    asking: World, capsys: pytest.CaptureFixture[str]
) -> None:
    refused("sync")
    run = SyncRun.objects.get(kind="sync")
    call_command("answer", str(run.pk), "go-on", "--json")
    printed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (printed["status"], printed["asks"]) == ("succeeded", "")
    assert asking.companies() == 2


def test_the_answer_ends_it(asking: World) -> None:
    refused("sync")
    run = SyncRun.objects.get(kind="sync")
    call_command("answer", str(run.pk), "cancel")
    run.refresh_from_db()
    assert run.status == SyncRun.Status.CANCELLED
    assert asking.companies() == 12


def test_resync_ends_with_1_too(asking: World) -> None:
    error = refused("resync", "--all")
    assert error.returncode == FAILED
    assert "would delete 10 of 12 companies" in str(error)


def test_only_a_run_that_asks_can_be_answered(synced: World) -> None:
    synced.sync()
    done = SyncRun.objects.latest("pk")
    for run in (done.pk, 9_999):
        assert refused("answer", str(run), "go-on").returncode == REFUSED
