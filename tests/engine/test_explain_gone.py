"""Why? of records whose partner is gone: one story before it is dealt with, and one
after (R3, K5, K6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.engine.explain import explain
from integrations.engine.preview import sides
from integrations.engine.toggle import switch_off
from integrations.models import Integration, Record
from tests.engine.pairs import company_row, linked, set_up

if TYPE_CHECKING:
    from integrations.engine.explanation import Explanation
    from tests.engine.world import World

ENDED = "so the link was ended"


def told(found: Explanation) -> dict[str, str]:
    return {
        step.code: " ".join([step.text, *map(str, step.points)]) for step in found.steps
    }


def of_company(world: World, company_id: str) -> Explanation:
    return explain(world.integration, company_id=company_id)


def of_account(world: World, account_id: str) -> Explanation:
    return explain(world.integration, account_id=account_id)


class TestALinkThatIsAboutToEnd:
    @pytest.fixture
    def pair(self, synced: World) -> tuple[str, str]:
        set_up(on_company_deleted="unlink")
        found = linked(synced)
        synced.delete_company(found[1])
        return found

    def test_it_is_not_said_to_have_ended(
        self, synced: World, pair: tuple[str, str]
    ) -> None:
        found = of_company(synced, pair[1])
        assert found.is_overtaken
        assert "A sync ends the link" in told(found)["plan"]
        assert ENDED not in str(told(found))
        assert "Nothing" not in told(found)["plan"]

    def test_how_soon_a_pass_finds_it_is_told(
        self, synced: World, pair: tuple[str, str]
    ) -> None:
        Integration.objects.update(poll_seconds=60)
        found = of_account(synced, pair[0])
        assert found.record.status == Record.Status.IN_SYNC
        assert "A pass finds that within about 6 minutes" in told(found)["link"]
        switch_off(synced.integration)
        assert "finds that" not in told(of_account(synced, pair[0]))["link"]

    def test_the_record_page_says_the_same(
        self, synced: World, pair: tuple[str, str]
    ) -> None:
        note = sides(synced.record(pair[0])).note
        assert "A sync ends the link" in note
        assert ENDED not in note

    def test_a_dry_run_says_the_same(
        self, synced: World, pair: tuple[str, str]
    ) -> None:
        outcome = synced.sync(dry_run=True).outcomes.get()
        assert "A sync ends the link" in outcome.message
        assert synced.record(pair[0]).company_id == pair[1]

    def test_the_sync_then_says_that_it_ended(
        self, synced: World, pair: tuple[str, str]
    ) -> None:
        run = synced.sync()
        assert ENDED in run.outcomes.get(record=synced.record(pair[0])).message
        found = of_account(synced, pair[0])
        assert not found.is_overtaken
        assert ENDED in told(found)["plan"]


@pytest.mark.parametrize(
    ("choice", "foretold", "after"),
    [
        ("unlink", "A sync ends its link", "and so unlinked from"),
        ("delete", "A sync puts company", "was put into"),
    ],
)
def test_a_deleted_account_is_foretold_and_then_told(
    synced: World, choice: str, foretold: str, after: str
) -> None:
    set_up(on_account_deleted=choice)
    account_id, _company_id = linked(synced)
    synced.delete_account(account_id)
    before = told(of_account(synced, account_id))["plan"]
    assert foretold in before
    assert after not in before
    run = synced.sync()
    assert after in run.outcomes.get(record=synced.record(account_id)).message


def test_of_a_deleted_account_the_next_pass_is_told_to_find_it(synced: World) -> None:
    set_up(on_account_deleted="nothing")
    account_id, _company_id = linked(synced)
    synced.delete_account(account_id)
    assert "The next pass finds that" in told(of_account(synced, account_id))["link"]
    synced.sync()
    assert "finds that" not in told(of_account(synced, account_id))["link"]


@pytest.fixture
def left(synced: World) -> Record:
    """The company's own row, of a link that a pass ended."""
    set_up(on_company_deleted="unlink")
    _account_id, company_id = linked(synced)
    synced.delete_company(company_id)
    synced.sync()
    return company_row(company_id)


def test_a_deleted_company_without_a_link_is_not_said_to_have_been_left_as_it_was(
    synced: World, left: Record
) -> None:
    company_id = left.company_id or ""
    run = synced.resync(companies=[company_id])
    for message in (
        run.outcomes.get().message,
        told(of_company(synced, company_id))["plan"],
    ):
        assert "is not linked to an account" in message
        assert "Nothing was changed" not in message


def test_of_an_account_that_lost_a_merge_no_partner_is_looked_for(
    synced: World,
) -> None:
    winner, _company = linked(synced, "Acme")
    loser, _other = linked(synced, "Globex")
    synced.merge_accounts(winner, loser)
    synced.sync()
    found = told(of_account(synced, loser))
    assert "was merged into account" in found["plan"]
    assert not found.keys() & {"search", "creation", "since"}


def test_the_account_that_lost_is_not_said_to_be_deleted_before_the_sync(
    synced: World,
) -> None:
    winner = synced.create_account(Name="Acme")
    loser, company_id = linked(synced, "Globex")
    synced.merge_accounts(winner, loser)
    plan = told(of_account(synced, loser))["plan"]
    assert f"account {winner}" in plan
    assert company_id in plan
    assert "recycle bin" not in plan
