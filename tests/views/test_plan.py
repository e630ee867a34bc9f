"""The counts of a dry run, its CSV file, and applying it."""

from __future__ import annotations

import csv
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.engine.plan_counts import MOST_REASONS
from integrations.models import SyncRun
from tests.views.builders import change, connect_both, outcome, record, run, turn_on

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def plan(db: None) -> SyncRun:
    """It would create one, link two (one of them as it is), update one; one waits."""
    turn_on()
    made = run("import", dry_run=True, created=1, updated=2, unchanged=4, skipped=1)
    outcome(record("A"), made, "created")
    changes = [change("phone", "1", "2")]
    outcome(record("B"), made, "updated", reason="linked", changes=changes)
    outcome(record("C"), made, "unchanged", reason="linked")
    outcome(record("D"), made, "updated", changes=changes)
    outcome(record("E"), made, "skipped", reason="duplicate", message="In doubt.")
    return made


def stats(page: str) -> dict[str, str]:
    parts = page.split('<div class="stat">')[1:]
    texts = [
        part.split("</dd>")[0].replace("<dt>", "").split("</dt>") for part in parts
    ]
    return {label.strip(): value.split("<dd>")[1] for label, value in texts}


@pytest.mark.parametrize("name", ["plan-counts", "run"])
def test_it_counts_what_would_be_done(viewer: Client, plan: SyncRun, name: str) -> None:
    page = viewer.get(reverse(name, args=[plan.pk])).text
    assert stats(page) == {
        "To create": "1",
        "To link": "2",
        "To update": "1",
        "Unchanged": "3",
        "Waiting for a decision": "1",
    }


@pytest.mark.parametrize("name", ["plan-counts", "run"])
def test_what_would_not_be_done_is_counted_with_the_reasons(
    viewer: Client, plan: SyncRun, name: str
) -> None:
    missing = {"property": "industry", "message": "“Mining” has no value in HubSpot."}
    outcome(record("F"), plan, "failed", message="The name is blank.")
    for _n in range(2):
        outcome(record("G"), plan, "created", problems=[missing])
    SyncRun.objects.update(status="partly_done", failed=1, problems=2)
    page = viewer.get(reverse(name, args=[plan.pk])).text
    assert stats(page)["Would fail"] == "1"
    assert stats(page)["Problems"] == "2"
    assert f'href="{reverse("run", args=[plan.pk])}?kind=problem"' in page
    part = page[page.index('<ul class="rules"') :]
    reasons = part[: part.index("</ul>")]
    assert "The name is blank." in reasons
    assert reasons.count("“Mining” has no value in HubSpot.") == 1


def test_only_the_first_reasons_are_told_and_that_there_are_more(
    viewer: Client, plan: SyncRun
) -> None:
    for n in range(MOST_REASONS + 2):
        outcome(record("F"), plan, "failed", message=f"Reason {n}.")
    SyncRun.objects.update(status="partly_done", failed=MOST_REASONS + 2)
    page = viewer.get(reverse("plan-counts", args=[plan.pk])).text
    assert page.count("Reason ") == MOST_REASONS
    assert "See them all" in page


def test_the_counts_are_watched_while_they_grow(
    viewer: Client, plan: SyncRun, headers: dict[str, str]
) -> None:
    SyncRun.objects.update(status="running")
    address = reverse("plan-counts", args=[plan.pk])
    page = viewer.get(address, headers=headers).text
    assert f'hx-get="{address}"' in page
    assert "Apply this plan" not in page


def test_the_import_page_counts_first(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    connect_both("Name")
    assert "Count first" in operator.get("/crm/import/").text
    answer = operator.post(
        "/crm/import/", {"which": "all", "dry_run": "1"}, headers=headers
    )
    made = SyncRun.objects.get()
    assert made.dry_run
    assert answer["Location"] == reverse("plan-counts", args=[made.pk])


def test_a_plan_is_applied_once(
    operator: Client, plan: SyncRun, headers: dict[str, str]
) -> None:
    page = reverse("run", args=[plan.pk])
    assert "Apply this plan" in operator.get(page).text
    operator.post(reverse("run-apply", args=[plan.pk]), headers=headers)
    made = SyncRun.objects.get(kind="plan")
    assert made.scope["plan"] == plan.pk
    assert (
        f"Plan of dry run {plan.pk}"
        in operator.get(reverse("run", args=[made.pk])).text
    )
    twice = operator.post(reverse("run-apply", args=[plan.pk]), headers=headers)
    assert twice.headers["Location"] == reverse("run", args=[made.pk])
    SyncRun.objects.filter(pk=made.pk).update(status=SyncRun.Status.SUCCEEDED)
    again = operator.post(
        reverse("run-apply", args=[plan.pk]), headers=headers, follow=True
    )
    assert "was applied by" in again.text
    assert "Apply this plan" not in again.text


def test_an_empty_plan_has_nothing_to_apply(operator: Client) -> None:
    turn_on()
    made = run("sync", dry_run=True, unchanged=2)
    page = operator.get(reverse("run", args=[made.pk])).text
    assert "There is nothing to apply." in page
    assert "Apply this plan" not in page


def test_a_viewer_may_look_but_not_apply(viewer: Client, plan: SyncRun) -> None:
    assert "Apply this plan" not in viewer.get(reverse("run", args=[plan.pk])).text
    answer = viewer.post(reverse("run-apply", args=[plan.pk]))
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_every_value_is_a_line_before_and_after(viewer: Client, plan: SyncRun) -> None:
    answer = viewer.get(reverse("run-report", args=[plan.pk]))
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(body.splitlines()))
    assert [row["Record"] for row in rows] == list("ABCDE")
    told = rows[1]
    assert (told["Changed in"], told["HubSpot property"]) == ("HubSpot", "phone")
    assert (told["Before"], told["After"], told["Reason"]) == ("1", "2", "linked")
    assert (rows[4]["Message"], rows[4]["After"]) == ("In doubt.", "")


def test_what_would_be_written_is_not_said_to_be_written(
    viewer: Client, plan: SyncRun
) -> None:
    page = viewer.get(reverse("run", args=[plan.pk])).text
    assert "1 value would be written" in page
    assert "value written" not in page


def test_a_stage_that_only_a_pass_moves_is_nothing_to_apply(operator: Client) -> None:
    turn_on()
    made = run("sync", dry_run=True, updated=1)
    outcome(record(), made, "updated", reason="lifecycle_stage")
    page = operator.get(reverse("run", args=[made.pk])).text
    assert stats(page)["To update"] == "1"
    assert "There is nothing to apply." in page


@pytest.mark.parametrize(
    ("kind", "reason"), [("skipped", "duplicate"), ("failed", "blank_required")]
)
def test_what_a_person_is_to_see_to_is_something_to_apply(
    operator: Client, kind: str, reason: str
) -> None:
    turn_on()
    made = run("import", dry_run=True, **{kind: 1})
    outcome(record(), made, kind, reason=reason, message="See to it.")
    assert (
        "Apply this plan" in operator.get(reverse("plan-counts", args=[made.pk])).text
    )


def test_an_account_that_is_not_there_is_nothing_to_apply(operator: Client) -> None:
    turn_on()
    made = run("import", dry_run=True, failed=1)
    made.outcomes.create(kind="failed", account_id="001", reason="account_missing")
    page = operator.get(reverse("plan-counts", args=[made.pk])).text
    assert "There is nothing to apply." in page
