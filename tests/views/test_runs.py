from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import SyncRun
from tests.views.builders import person, run, turn_on

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
    with django_assert_max_num_queries(7):
        viewer.get(PAGE)


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
