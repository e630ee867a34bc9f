"""The page of a run that stopped itself and asks whether it may go on (K7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.views.builders import person, run
from tests.views.test_run import page_of
from tests.views.test_run_control import control

if TYPE_CHECKING:
    from django.test import Client


def test_a_run_that_stopped_itself_says_why_and_goes_on_at_a_persons_word(
    operator: Client, headers: dict[str, str]
) -> None:
    held = run(status="running", wanted="pause", asks="It would delete 900 records.")
    page = operator.get(page_of(held)).text
    panel = page[page.index("This run stopped itself") :]
    assert "It would delete 900 records." in panel
    assert 'value="go_on"' in panel
    assert 'value="resume"' not in page
    assert 'value="cancel"' in page
    assert "no other change syncs by itself" in page
    control(operator, held, "go_on", **headers)
    assert (held.released, held.is_paused, held.asks) == (True, False, "")
    assert "This run stopped itself" not in operator.get(page_of(held)).text


@pytest.mark.parametrize(
    ("kind", "asks_again"), [("sync", True), ("import", False), ("resync", False)]
)
def test_a_run_that_asks_tells_what_cancelling_it_comes_to(
    operator: Client,
    kind: str,
    asks_again: bool,  # noqa: FBT001
) -> None:
    held = run(kind, status="running", wanted="pause", asks="It would delete 900.")
    page = operator.get(page_of(held)).text
    assert ("the next pass asks again as long as these records" in page) is asks_again
    assert ("what it did not reach stays as it is" in page) is not asks_again


@pytest.mark.parametrize(
    ("role", "name"), [("Operator", "companies-tab"), ("Admin", "sync-rules")]
)
def test_a_pass_that_asks_leads_to_the_settings_that_would_end_it(
    client: Client, db: None, role: str, name: str
) -> None:
    client.force_login(person(role))
    held = run(status="running", wanted="pause", asks="It would delete 900 records.")
    page = client.get(page_of(held)).text
    panel = page[page.index("This run stopped itself") : page.index('value="go_on"')]
    assert f'<a href="{reverse(name)}">Company sync rules</a>' in panel


def test_a_viewer_reads_why_a_run_stopped_and_decides_nothing(viewer: Client) -> None:
    held = run(status="running", wanted="pause", asks="It would delete 900 records.")
    page = viewer.get(page_of(held)).text
    assert "An operator or an admin decides." in page
    assert 'value="go_on"' not in page
