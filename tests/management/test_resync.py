"""The resync command as a shell sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from integrations.models import Record, SyncRun
from tests.engine.conftest import empty_world, synced, world
from tests.management.test_commands import REFUSED, code, run

if TYPE_CHECKING:
    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def record(synced: World) -> Record:
    synced.create_account(Name="Acme", Phone="1")
    synced.sync()
    return Record.objects.get()


def test_it_prints_one_object(record: Record, synced: World, capsys: Printed) -> None:
    synced.change_company(record.company_id or "", phone="2")
    run("resync", "--company", record.company_id or "", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert (printed["kind"], printed["status"]) == ("resync", "succeeded")
    assert (printed["read"], printed["updated"]) == (1, 1)


@pytest.mark.usefixtures("record")
def test_a_mapping_and_all_and_the_failed_are_taken(capsys: Printed) -> None:
    for words in (["--mapping", "phone"], ["--all"], ["--failed"]):
        run("resync", *words, "--json")
    reads = [json.loads(it)["read"] for it in capsys.readouterr().out.splitlines()]
    assert reads == [1, 1, 0]


def test_a_dry_run_says_how_to_apply_it(
    record: Record, synced: World, capsys: Printed
) -> None:
    synced.change_company(record.company_id or "", phone="2")
    run("resync", "--account", record.account_id or "", "--dry-run")
    made = SyncRun.objects.get(kind="resync")
    assert f"apply_plan {made.pk}" in capsys.readouterr().out
    assert synced.company(record.company_id or "", "phone")["phone"] == "2"


@pytest.mark.parametrize(
    "words",
    [["--company", "9"], ["--account", "x"], ["--mapping", "x"], ["--rest", "9"]],
    ids=lambda words: words[0],
)
@pytest.mark.usefixtures("record")
def test_what_is_unknown_is_refused(words: list[str]) -> None:
    assert code("resync", *words) == REFUSED


def test_with_the_toggle_off_it_is_refused(world: World) -> None:
    assert code("resync", "--all") == REFUSED


def test_the_rest_past_the_limit_is_gone_on_with(
    record: Record, synced: World, capsys: Printed
) -> None:
    synced.create_account(Name="Other")
    synced.sync()
    synced.integration.bulk_resync_limit = 1
    synced.integration.save()
    run("resync", "--all", "--json")
    first = json.loads(capsys.readouterr().out)
    assert (first["status"], first["read"]) == ("partly_done", 1)
    assert "1 left" in first["message"]
    run("resync", "--rest", str(first["run"]), "--json")
    assert json.loads(capsys.readouterr().out)["status"] == "succeeded"


def test_one_left_unfinished_is_gone_on_with(
    record: Record, synced: World, capsys: Printed
) -> None:
    scope = {"records": [record.pk], "manual": True}
    going = SyncRun(integration=synced.integration, kind="resync", cause="command")
    going.scope = scope
    going.save()
    going.batches.create(seq=1, step="read_records")
    run("resync", "--company", record.company_id or "", "--json")
    assert json.loads(capsys.readouterr().out)["run"] == going.pk
