"""The commands as a shell sees them: what they print, and how they exit."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.engine.conftest import empty_world, synced, world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]
REFUSED, FAILED = 2, 1


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def code(*words: str) -> int:
    with pytest.raises(CommandError) as refusal:
        run(*words)
    return refusal.value.returncode


def test_a_pass_prints_one_object(
    synced: World, capsys: pytest.CaptureFixture[str]
) -> None:
    synced.create_account(Name="Acme")
    run("sync", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert printed["kind"] == "sync"
    assert (printed["status"], printed["created"]) == ("succeeded", 1)
    assert printed["salesforce_calls"] > 0
    assert printed["hubspot_calls"] > 0


@pytest.mark.parametrize("words", [("sync",), ("import_accounts", "--all")])
def test_with_the_toggle_off_it_is_refused(world: World, words: tuple[str]) -> None:
    assert code(*words) == REFUSED


def test_a_failed_run_exits_with_1(synced: World) -> None:
    synced.salesforce.fail("query", {"drop": "before"}, times=50)
    assert code("sync") == FAILED


def test_the_toggle_goes_on_and_off(world: World) -> None:
    assert "is on" in run("sync_companies", "on")
    assert "Accounts in Salesforce: 0" in run("sync_companies", "status")
    assert "is off" in run("sync_companies", "off")


def test_switching_on_again_says_that_nothing_changed(synced: World) -> None:
    since, mark = synced.integration.since, synced.integration.account_watermark
    told = run("sync_companies", "on")
    assert told == "Sync companies was on already: nothing changed.\n"
    told = run("sync_companies", "on", "--from-now")
    assert "--from-now is for switching on after a pause" in told
    synced.integration.refresh_from_db()
    assert synced.integration.since == since
    assert synced.integration.account_watermark == mark


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"Id,Name\n", id="only-a-heading"),
        pytest.param(b"\n \n", id="only-blanks"),
        pytest.param(b"\xff\xfe\x00", id="not-utf-8"),
        pytest.param(b"hello\n", id="not-an-id"),
        pytest.param(b"003000000000001AAA\n", id="a-contact"),
    ],
)
def test_a_file_without_account_ids_imports_nothing(
    synced: World, tmp_path: Path, text: bytes
) -> None:
    synced.create_account(Name="Acme")
    file = tmp_path / "ids.csv"
    file.write_bytes(text)
    assert code("import_accounts", "--ids", str(file)) == REFUSED
    assert synced.companies() == 0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("Acme", "Line 5 is no Salesforce id"),
        ("00300000000000AAAA", "Line 5 is not the id of an account"),
    ],
)
def test_a_wrong_id_is_named_by_its_line_in_the_file(
    synced: World, tmp_path: Path, wrong: str, told: str
) -> None:
    account = synced.create_account(Name="Acme")
    file = tmp_path / "ids.csv"
    file.write_text(f"Account ID\n{account}\n\n{account}\n{wrong}\n")
    with pytest.raises(CommandError, match=told):
        run("import_accounts", "--ids", str(file))


def test_ids_come_from_a_file_with_a_heading(
    synced: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account_id = synced.create_account(Name="Acme")
    file = tmp_path / "ids.csv"
    file.write_text(f"Id,Name\n{account_id},Acme\n")
    run("import_accounts", "--ids", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 1


def test_what_could_not_be_imported_is_named(
    synced: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ids.csv"
    file.write_text("001000000000ZZZ\n")
    run("import_accounts", "--ids", str(file), "--json")
    assert "has no account 001000000000ZZZ" in capsys.readouterr().err


def test_settings_may_name_a_property_made_a_moment_ago(
    world: World, tmp_path: Path
) -> None:
    world.create_property("my_rating")
    document = run("export_settings")
    file = tmp_path / "settings.yaml"
    mapping = "- {property: my_rating, field: Fax, rule: two_way}\n"
    file.write_text(document + mapping)
    assert "my_rating" in run("import_settings", str(file))


def test_a_list_that_could_not_be_asked_for_is_warned_of(
    empty_world: World, tmp_path: Path
) -> None:
    file, err = tmp_path / "settings.yaml", io.StringIO()
    file.write_text("sync_companies: {inclusion_list: '99'}")
    call_command("import_settings", str(file), stderr=err)
    assert err.getvalue().startswith("Warning: sync_companies.inclusion_list: ")
    assert err.getvalue().count("\n") == 1


def test_a_list_that_hubspot_has_not_is_refused(world: World, tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("sync_companies: {inclusion_list: '99'}")
    assert code("import_settings", str(file)) == REFUSED


def test_settings_that_are_not_text_are_refused(world: World, tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_bytes(b"\xff\xfe")
    assert code("import_settings", str(file)) == REFUSED


def test_connections_are_checked(world: World) -> None:
    printed = json.loads(run("check_connections", "--json"))
    assert printed == {
        "salesforce": {"ok": True, "problem": ""},
        "hubspot": {"ok": True, "problem": ""},
    }


def test_without_connections_a_check_is_refused(empty_world: World) -> None:
    assert code("check_connections") == REFUSED


@pytest.mark.parametrize(
    ("flag", "token"),
    [("--salesforce-token", "expired-a"), ("--hubspot-token", "forbidden-b")],
)
def test_a_token_that_is_refused_fails_with_the_reason(
    empty_world: World, flag: str, token: str
) -> None:
    tokens = {"--salesforce-token": "a", "--hubspot-token": "b"} | {flag: token}
    urls = [
        f"--salesforce-url={empty_world.salesforce.url}",
        f"--hubspot-url={empty_world.hubspot.url}",
    ]
    assert code("connect", *urls, *(f"{k}={v}" for k, v in tokens.items())) == FAILED


def test_half_a_way_into_salesforce_is_refused(empty_world: World) -> None:
    words = ["--salesforce-url=http://127.0.0.1:9", "--hubspot-token=b"]
    assert code("connect", *words, "--salesforce-client-id=x") == REFUSED
