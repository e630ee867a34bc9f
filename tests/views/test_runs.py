from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.engine.dismissal import dismiss
from integrations.models import SyncError, SyncRun
from tests.views.builders import person, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

PAGE = "/settings/integrations/salesforce/runs/"


def test_a_run_is_listed_with_its_state_and_counts(
    viewer: Client, headers: dict[str, str]
) -> None:
    ann = person("Operator")
    run("import", cause="person", user=ann, status="partly_done", created=1234)
    page = viewer.get(PAGE, headers=headers).text
    for part in ("Import", ann.username, "Partly done", "1,234"):
        assert part in page


def test_what_a_person_did_by_hand_reads_as_that(
    viewer: Client, headers: dict[str, str]
) -> None:
    ann = person("Operator")
    dismiss(SyncError.objects.filter(pk=sync_error(record(), "No.").pk), ann)
    run()
    page = viewer.get(PAGE, {"kind": "by_hand"}, headers=headers).text
    assert f"Sync errors dismissed by {ann.username}." in page
    assert page.count('data-label="State"') == 1


@pytest.mark.parametrize(
    ("values", "polls"),
    [
        ({"status": "running"}, True),
        ({"status": "queued"}, True),
        ({"status": "running", "wanted": "pause"}, False),
        ({"status": "succeeded"}, False),
    ],
    ids=["running", "queued", "paused", "over"],
)
def test_the_list_asks_again_only_while_a_run_moves(
    viewer: Client, values: dict[str, str], polls: object
) -> None:
    run(**values)
    assert ('hx-trigger="every 2s"' in viewer.get(PAGE).text) is polls


def test_sync_now_starts_a_run_and_leads_to_it(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    answer = operator.post(PAGE, headers=headers)
    started = SyncRun.objects.get()
    assert answer.headers["Location"] == reverse("run", args=[started.pk])
    assert started.cause == SyncRun.Cause.PERSON
    assert started.user == person_of(operator)


def person_of(client: Client) -> object:
    return client.get(PAGE).context["user"]


def test_sync_now_is_refused_with_the_reason_while_the_toggle_is_off(
    operator: Client, headers: dict[str, str]
) -> None:
    answer = operator.post(PAGE, headers=headers, follow=True)
    assert "Turn on Sync companies first" in answer.text
    assert not SyncRun.objects.exists()


def test_the_list_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        run(user=person("Operator"))
    with django_assert_max_num_queries(8):
        viewer.get(PAGE)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["import", "sync", "undo"]),
        ({"kind": "import"}, ["import"]),
        ({"status": "failed"}, ["undo"]),
        ({"cause": "command"}, ["undo"]),
        ({"who": "ann"}, ["import"]),
        ({"since": "2026-03-02"}, ["import", "undo"]),
        ({"until": "2026-03-02"}, ["import", "sync"]),
        ({"since": "2026-03-02", "until": "2026-03-02"}, ["import"]),
        ({"kind": "import", "status": "failed"}, []),
        ({"kind": "nonsense", "since": "soon", "who": "x"}, ["import", "sync", "undo"]),
    ],
    ids=str,
)
def test_runs_are_filtered_on_the_page_and_in_the_file(
    viewer: Client, query: dict[str, str], shown: list[str], headers: dict[str, str]
) -> None:
    ann = person("Operator")
    made = {
        "sync": run("sync"),
        "import": run("import", cause="person", user=ann),
        "undo": run("undo", cause="command", status="failed"),
    }
    for day, each in enumerate(made.values(), start=1):
        each.created_at = datetime(2026, 3, day, 23, 59, tzinfo=UTC)
        each.save()
    if query.get("who") == "ann":
        query = {"who": str(ann.pk)}
    page = viewer.get(PAGE, query, headers=headers).text
    assert sorted(kind for kind, each in made.items() if f">{each}<" in page) == shown
    file = viewer.get(f"{PAGE}export/", query).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert sorted(row["Kind"].lower() for row in rows) == shown


def test_a_filter_that_finds_no_run_leads_back_to_all(viewer: Client) -> None:
    run()
    page = viewer.get(PAGE, {"kind": "undo"}).text
    assert "No run fits this filter." in page
    assert f'href="{PAGE}"' in page


def test_the_file_tells_what_a_run_counted_and_runs_no_formula(viewer: Client) -> None:
    run(created=7, hubspot_calls=3, message="=1+1", dry_run=True)
    file = viewer.get(f"{PAGE}export/").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file))
    assert (row["Created"], row["HubSpot calls"], row["Dry run"]) == ("7", "3", "Yes")
    assert row["Message"] == "'=1+1"


def test_the_list_does_not_load_the_ids_of_a_long_import(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run("import", scope={"where": [], "ids": ["001000000000001AAA"] * 9})
    with django_assert_max_num_queries(8) as captured:
        viewer.get(PAGE)
    asked = [query["sql"] for query in captured if "cause" in query["sql"]]
    assert asked
    assert not any('"scope"' in sql for sql in asked)


def test_an_unknown_run_is_not_found(viewer: Client) -> None:
    assert viewer.get(f"{PAGE}77/").status_code == HTTPStatus.NOT_FOUND


def test_older_runs_follow_on_the_next_page(viewer: Client) -> None:
    for _ in range(51):
        run()
    oldest = SyncRun.objects.order_by("pk")[0]
    first = viewer.get(PAGE).text
    assert f">{oldest}<" not in first
    found = re.search(r'href="(\?after=[^"]+)"', first)
    assert found
    assert f">{oldest}<" in viewer.get(PAGE + found[1]).text
