"""Records that a person named and a run left out are named, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.management import left_out
from tests.engine.conftest import empty_world, synced, world
from tests.engine.pairs import linked, set_up
from tests.management.test_commands import run

if TYPE_CHECKING:
    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]

Printed = pytest.CaptureFixture[str]


def told(capsys: Printed, *words: str) -> list[str]:
    run(*words)
    return capsys.readouterr().err.splitlines()


def test_a_resync_of_an_account_that_lost_a_merge_says_why(
    synced: World, capsys: Printed
) -> None:
    winner, _company = linked(synced, "Acme")
    loser, _other = linked(synced, "Globex")
    synced.merge_accounts(winner, loser)
    synced.sync()
    (line,) = told(capsys, "resync", "--account", loser)
    assert line.startswith(f"Globex (account {loser}) was skipped: ")
    assert f"merged into account {winner}" in line


def test_a_resync_of_a_deleted_company_says_why(synced: World, capsys: Printed) -> None:
    _account_id, company_id = linked(synced, "Acme")
    synced.delete_company(company_id)
    (line,) = told(capsys, "resync", "--company", company_id)
    assert line.startswith("Acme (account ")
    assert f"Company {company_id} was deleted in HubSpot." in line


def test_a_plan_that_no_longer_holds_names_the_record(
    synced: World, capsys: Printed
) -> None:
    account_id, company_id = linked(synced, "Acme", Phone="1")
    synced.change_company(company_id, phone="2")
    dry = synced.resync(companies=[company_id], dry_run=True)
    synced.change_account(account_id, Phone="3")
    (line,) = told(capsys, "apply_plan", str(dry.pk))
    assert line.startswith(f"Acme (account {account_id}) was skipped: It changed")


def test_only_so_many_are_named_and_the_others_counted(
    synced: World, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_out, "MOST_LINES", 2)
    ids = [linked(synced, f"Acme {n}")[1] for n in range(3)]
    for company_id in ids:
        synced.delete_company(company_id)
    lines = told(capsys, "resync", "--company", *ids)
    assert len(lines) == 3
    assert lines[-1] == "1 more skipped: see the run's page, or its CSV file."


def test_a_resync_of_all_does_not_name_them(synced: World, capsys: Printed) -> None:
    _account_id, company_id = linked(synced, "Acme")
    synced.delete_company(company_id)
    set_up(on_company_deleted="nothing")
    assert told(capsys, "resync", "--all") == []
