"""The list of a run that goes on: live counts, and records that nobody moves away."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import SyncRun
from integrations.rules.brake import Planned, check
from tests.views.builders import outcome, record, run
from tests.views.conftest import HTMX
from tests.views.test_run import page_of, progress_of

if TYPE_CHECKING:
    from django.test import Client


def polled(client: Client, live: SyncRun, kind: str = "", seen: int = 0) -> str:
    """What the progress brings along, as the page asks for it."""
    page = client.get(page_of(live), {"kind": kind}).text
    assert 'hx-include="#shown"' in page
    query = {"kind": kind, "seen": str(seen)}
    return client.get(progress_of(live), query, headers=HTMX).text


def test_the_counts_of_the_list_come_with_the_progress(viewer: Client) -> None:
    live = run("import", status="running", total=521)
    assert '<span class="count" id="count-created">0</span>' in (
        viewer.get(page_of(live)).text
    )
    SyncRun.objects.update(created=98, unchanged=23)
    answer = polled(viewer, live)
    assert "121 of 521 records" in answer
    for name, count in (("all", 121), ("created", 98), ("failed", 0)):
        assert f'hx-swap-oob="innerHTML:#count-{name}">{count}<' in answer


def test_an_empty_list_is_read_again_once_a_record_is_there(viewer: Client) -> None:
    live = run("import", status="running")
    address = f'hx-get="{page_of(live)}?kind=created" hx-trigger="load"'
    assert address not in polled(viewer, live, "created")
    outcome(record("Bad"), live, "failed")
    assert address not in polled(viewer, live, "created")
    outcome(record("Good"), live, "created")
    assert address in polled(viewer, live, "created")


def test_a_list_that_is_read_stays_and_newer_records_are_offered(
    viewer: Client,
) -> None:
    live, told = run("import", status="running"), "There are newer records."
    first = outcome(record("First"), live)
    page = viewer.get(page_of(live)).text
    assert f'name="seen" value="{first.pk}"' in page
    assert "every 5s" not in page
    assert told not in polled(viewer, live, seen=first.pk)
    outcome(record("Second"), live)
    answer = polled(viewer, live, seen=first.pk)
    assert told in answer
    assert 'hx-trigger="load"' not in answer


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_mark_nobody_can_read_is_none(viewer: Client, seen: str) -> None:
    live = run("import", status="running")
    answer = viewer.get(progress_of(live), {"seen": seen}, headers=HTMX)
    assert answer.status_code == HTTPStatus.OK


def test_what_comes_along_is_not_part_of_a_whole_page(viewer: Client) -> None:
    live = run("import", status="running")
    for address in (page_of(live), progress_of(live)):
        assert "hx-swap-oob" not in viewer.get(address).text


def test_an_older_page_is_not_told_of_what_its_reader_came_from(
    viewer: Client,
) -> None:
    live = run("import", status="running")
    older, newest = outcome(record("Older"), live), outcome(record("Newest"), live)
    page = viewer.get(page_of(live), {"after": f"{newest.pk}~{newest.pk}"}).text
    assert "Older" in page
    assert older.pk < newest.pk
    assert f'name="seen" value="{newest.pk}"' in page


def test_a_run_that_asks_leads_to_what_it_asks_about(
    viewer: Client, headers: dict[str, str]
) -> None:
    """In line are the records of a pass alone."""
    waiting = f'href="{reverse("companies")}?status=waiting"'
    held = run(status="running", wanted="pause", asks="It would delete 900 records.")
    other = run("import", status="running", asks="It would delete 900 records.")
    address = reverse("run-progress", args=[held.pk])
    page = viewer.get(address, headers=headers).text
    assert waiting not in page
    assert "#outcomes" not in page
    record("Acme", status="waiting")
    held.updated = 1
    held.save()
    page = viewer.get(address, headers=headers).text
    assert waiting in page
    assert f'href="{reverse("run", args=[held.pk])}#outcomes"' in page
    address = reverse("run-progress", args=[other.pk])
    assert waiting not in viewer.get(address, headers=headers).text


def test_what_a_run_asks_has_its_numbers_as_the_readers_language_writes_them(
    viewer: Client,
) -> None:
    found = check(Planned(delete=90), 3_168)
    assert found
    held = run(status="running", wanted="pause", asks=found.reason)
    address = reverse("run-progress", args=[held.pk])
    told = {"en": ["3,168 companies", "2.9"], "it": ["90", "3.168", "(2,9"]}
    for language, numbers in told.items():
        page = viewer.get(address, headers={"Accept-Language": language}).text
        assert not [it for it in numbers if it not in page]
