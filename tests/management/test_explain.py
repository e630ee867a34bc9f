"""The command explain: the chain for people, one object for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.engine.conftest import empty_world, synced, world
from tests.hubspot import people
from tests.management.test_commands import FAILED, REFUSED, code, run

if TYPE_CHECKING:
    from tests.engine.world import World

__all__ = ["empty_world", "synced", "world"]


def test_one_object_holds_the_decision_and_all_criteria(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    contact = people.create(synced.hubspot, "contacts", email="ada@acme.example")
    people.associate(synced.hubspot, [contact], company_id)
    printed = json.loads(run("explain", "--company", company_id, "--json"))
    assert printed["status"] == "not_linked"
    assert (printed["linked"], printed["creates_account"]) == (False, True)
    assert [it["code"] for it in printed["criteria"] if it["holds"]] == [
        "inclusion_list"
    ]
    assert set(printed["criteria"][0]) == {"code", "holds", "effect", "evidence"}
    assert any("Sync companies" in note for note in printed["notes"])


def test_people_read_the_chain_line_by_line(synced: World) -> None:
    account_id = synced.create_account(Name="Acme", Website="acme-works.com")
    printed = run("explain", "--account", account_id)
    assert printed.startswith("Acme: Not linked\n")
    assert "  + Sync companies: On." in printed
    assert "      - Domain acme-works.com: Nobody has it." in printed


def test_the_criteria_stand_below_the_decision(synced: World) -> None:
    company_id = synced.create_company(name="Acme")
    printed = run("explain", "--company", company_id)
    assert "      yes  no_contact (blocks): No contact is associated" in printed


@pytest.mark.parametrize(
    "words",
    [
        ("--company", "9"),
        ("--company", "nine"),
        ("--account", "001000000000ZZZ"),
        ("--account", "acme"),
    ],
)
def test_an_id_that_is_nowhere_is_refused(synced: World, words: tuple[str]) -> None:
    assert code("explain", *words) == REFUSED


def test_without_connections_it_is_refused(empty_world: World) -> None:
    assert code("explain", "--company", "9") == REFUSED


def test_a_crm_that_does_not_answer_fails(synced: World) -> None:
    synced.hubspot.fail(".*", {"status": 401, "body": None})
    assert code("explain", "--company", "9") == FAILED
