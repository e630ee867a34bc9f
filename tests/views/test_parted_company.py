"""The page of a company whose link ended: what it was before is still told (R2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.engine.resync import start_resync
from integrations.engine.unlink import unlink
from integrations.models import SyncRun
from tests.engine.pairs import company_row, linked, set_up
from tests.engine.world import COMMAND
from tests.views.test_undo import world

if TYPE_CHECKING:
    from django.test import Client

    from tests.engine.world import World

__all__ = ["world"]

ENDED = re.compile(r"<strong>(?:Link ended|Deleted)</strong>")
LABEL = re.compile(r'data-label="Outcome"><span class="tag[^>]*>([^<]+)</span>')


def page_of(client: Client, company_id: str, headers: dict[str, str]) -> str:
    return client.get(reverse("company", args=[company_id]), headers=headers).text


def test_a_deleted_company_tells_its_history_and_is_not_opened(
    viewer: Client, world: World
) -> None:
    set_up(on_account_deleted="delete")
    account_id, company_id = linked(world, "Globex", Phone="0815")
    assert "View in HubSpot" in page_of(viewer, company_id, {})
    world.delete_account(account_id)
    run = world.sync()
    page = page_of(viewer, company_id, {})
    assert "View in HubSpot" not in page
    assert "<dd>never</dd>" not in page
    assert f'<dd>Deleted · <a href="{reverse("run", args=[run.pk])}">' in page
    assert page.count("<strong>Deleted</strong>") == 1
    assert page.count("<strong>Created</strong>") == 1
    assert "0815" in page
    assert "<strong>Deleted</strong>" in page_of(
        viewer, company_id, {"HX-Request": "true"}
    )
    gone = viewer.get(reverse("account", args=[account_id])).text
    assert "View in Salesforce" not in gone


@pytest.mark.parametrize("by", ["pass", "hand"])
def test_an_unlinked_company_tells_what_was_written_before(
    viewer: Client, world: World, by: str
) -> None:
    account_id, company_id = linked(world, "Globex", Phone="0815")
    if by == "hand":
        unlink(world.record(account_id), None)
    else:
        set_up(on_account_deleted="unlink")
        world.delete_account(account_id)
        world.sync()
    page = page_of(viewer, company_id, {})
    assert page.count("<strong>Link ended</strong>") == 1
    assert page.count("<strong>Created</strong>") == 1
    assert "0815" in page
    assert "View in HubSpot" in page
    assert company_row(company_id).synced_at


@pytest.mark.parametrize(
    ("choice", "told"),
    [("delete", ["Deleted", "Deleted"]), ("unlink", ["Deleted", "Link ended"])],
)
def test_the_rows_of_a_run_tell_what_was_deleted(
    viewer: Client, world: World, headers: dict[str, str], choice: str, told: list[str]
) -> None:
    """The account was, in Salesforce; its company goes too, or stays."""
    set_up(on_account_deleted=choice)
    account_id, _company_id = linked(world, "Globex", Phone="0815")
    world.delete_account(account_id)
    run = world.sync()
    page = viewer.get(reverse("run", args=[run.pk]), headers=headers).text
    assert sorted(LABEL.findall(page)) == told


@pytest.mark.parametrize("by", ["pass", "hand"])
def test_a_link_that_ended_is_told_once_when_the_two_are_linked_anew(
    viewer: Client, world: World, headers: dict[str, str], by: str
) -> None:
    account_id, company_id = linked(world, "Globex", Website="globex-works.com")
    if by == "hand":
        unlink(world.record(account_id), None)
        ended = SyncRun.objects.get(kind="by_hand")
    else:
        set_up(on_account_deleted="unlink")
        world.delete_account(account_id)
        ended = world.sync()
        world.undelete_account(account_id)
    scope = {"records": [world.record(account_id).pk]}
    world.work(start_resync(world.integration, scope, cause=COMMAND))
    assert world.record(account_id).company_id == company_id
    assert len(ENDED.findall(page_of(viewer, company_id, {}))) == 1
    both = viewer.get(reverse("run", args=[ended.pk]), headers=headers).text
    assert len(LABEL.findall(both)) == 2


@pytest.mark.parametrize("by", ["pass", "hand"])
def test_of_what_was_written_while_it_was_linked_nothing_is_undone(
    operator: Client, world: World, headers: dict[str, str], by: str
) -> None:
    account_id, company_id = linked(world, "Globex", Phone="0815")
    if by == "hand":
        unlink(world.record(account_id), None)
    else:
        set_up(on_account_deleted="unlink")
        world.delete_account(account_id)
        world.sync()
    undo = reverse("undo-record", args=[company_row(company_id).pk])
    page = operator.get(undo, headers=headers).text
    assert "No sync has written" not in page
    assert "The link was ended, so none of them can be undone." in page
