from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.engine import runs as engine
from integrations.models import Heartbeat, SyncRun
from tests.views.builders import change, outcome, record, run

if TYPE_CHECKING:
    from django.test import Client


def page_of(run: SyncRun) -> str:
    return reverse("run", args=[run.pk])


def progress_of(run: SyncRun) -> str:
    return reverse("run-progress", args=[run.pk])


def test_a_run_tells_its_counts_calls_and_message(viewer: Client) -> None:
    over = run(
        status="failed",
        read=4321,
        salesforce_calls=12,
        hubspot_calls=3456,
        message="Salesforce refused the credentials.",
    )
    page = viewer.get(page_of(over)).text
    for part in ("4,321", "3,456", "Salesforce refused the credentials."):
        assert part in page


def test_progress_says_how_far_how_fast_and_how_long_still(
    viewer: Client, headers: dict[str, str]
) -> None:
    begun = timezone.now() - timedelta(seconds=10_000)
    live = run(status="running", total=30_099, created=30_000, started_at=begun)
    page = viewer.get(progress_of(live), headers=headers).text
    bar = '<progress aria-labelledby="progress-title" max="30099" value="30000">'
    assert bar in page
    assert "30,000 of 30,099 records" in page
    assert "3 a second" in page
    assert "33 seconds left" in page


def test_a_paused_run_has_neither_a_pace_nor_time_left(viewer: Client) -> None:
    begun = timezone.now() - timedelta(seconds=100)
    facts: dict[str, Any] = {"created": 300, "started_at": begun, "wanted": "pause"}
    page = viewer.get(progress_of(run(status="running", total=400, **facts))).text
    assert "300 of 400 records" in page
    assert "a second" not in page
    assert "left" not in page


def test_the_pace_of_a_resumed_run_is_of_the_time_since_then(viewer: Client) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    facts: dict[str, Any] = {"created": 100, "started_at": long_ago, "wanted": "pause"}
    live = run(status="running", total=4_000, **facts)
    engine.resume(live)
    assert "a second" not in viewer.get(progress_of(live)).text
    since = timezone.now() - timedelta(seconds=500)
    resumed = {"at": since.isoformat(), "done": 100}
    SyncRun.objects.update(created=2_100, marks=live.marks | {"resumed": resumed})
    page = viewer.get(progress_of(live)).text
    assert "4 a second" in page


def test_progress_without_a_total_is_shown_as_unknown(viewer: Client) -> None:
    page = viewer.get(progress_of(run(status="running"))).text
    assert '<progress aria-labelledby="progress-title"></progress>' in page


def test_polling_stops_by_itself_when_the_run_is_over(viewer: Client) -> None:
    live = run(status="running")
    assert "every 2s" in viewer.get(progress_of(live)).text
    SyncRun.objects.update(status="succeeded", finished_at=timezone.now())
    assert "every 2s" not in viewer.get(progress_of(live)).text


def test_the_outcomes_are_read_once_more_as_the_progress_ends(viewer: Client) -> None:
    live = run(status="running")
    assert 'hx-trigger="run-over from:body"' in viewer.get(page_of(live)).text
    assert "HX-Trigger" not in viewer.get(progress_of(live)).headers
    SyncRun.objects.update(status="succeeded", finished_at=timezone.now())
    assert "run-over" in viewer.get(progress_of(live)).headers["HX-Trigger"]
    assert "run-over" not in viewer.get(page_of(live)).text


def test_outcomes_are_listed_by_kind(viewer: Client, headers: dict[str, str]) -> None:
    over = run(created=1, failed=1)
    outcome(record("Good"), over, changes=[change("name", None, "Good")])
    outcome(record("Bad"), over, "failed", message="Salesforce refused it: …")
    everything = viewer.get(page_of(over), headers=headers).text
    assert "Good" in everything
    assert "1 value written" in everything
    failed = viewer.get(page_of(over), {"kind": "failed"}, headers=headers).text
    assert ">Bad</a>" in failed
    assert "Salesforce refused it" in failed
    assert ">Good</a>" not in failed


def test_what_was_left_out_of_a_record_is_told(viewer: Client) -> None:
    problem = {"property": "industry", "message": "“Apparel” has no value in HubSpot."}
    over = run(problems=1)
    outcome(record("Good"), over)
    outcome(record("Bad"), over, problems=[problem])
    page = viewer.get(page_of(over), {"kind": "problem"}).text
    assert "“Apparel” has no value in HubSpot." in page
    assert ">Good</a>" not in page


def test_a_failed_record_is_told_once_why(viewer: Client) -> None:
    over, reason = run(failed=1), "Salesforce refused it."
    problem = {"property": "", "field": "Industry", "message": reason}
    outcome(record("Bad"), over, "failed", message=reason, problems=[problem])
    page = viewer.get(page_of(over)).text
    assert page.count(reason) == 1
    assert "<strong>Industry:</strong>" in page


@pytest.mark.parametrize(
    ("counts", "said", "unsaid"),
    [
        ({"failed": 3}, "3 records failed.", "but for a field"),
        ({"problems": 1}, "1 record was synced but for a field", " failed."),
        ({"failed": 1, "problems": 34}, "34 records were synced but", "3 records"),
        ({"failed": 1, "problems": 34}, "1 record failed.", "35 records"),
    ],
    ids=["failed", "problems", "both: problems", "both: failed"],
)
def test_failed_records_and_those_synced_but_for_a_field_are_told_apart(
    viewer: Client, counts: dict[str, Any], said: str, unsaid: str
) -> None:
    page = viewer.get(progress_of(run(status="partly_done", **counts))).text
    assert said in page
    assert unsaid not in page


def test_failed_records_are_not_listed_among_those_synced_but_for_a_field(
    viewer: Client,
) -> None:
    over, problems = run(failed=1, problems=1), [{"property": "x", "message": "No."}]
    outcome(record("Partly"), over, problems=problems)
    outcome(record("Bad"), over, "failed", problems=problems)
    page = viewer.get(page_of(over), {"kind": "problem"}).text
    assert ">Partly</a>" in page
    assert ">Bad</a>" not in page


def test_an_outcome_whose_record_is_gone_is_still_told(viewer: Client) -> None:
    over, gone = run(), record("Gone")
    outcome(gone, over)
    gone.delete()
    assert "Gone" in viewer.get(page_of(over)).text


@pytest.mark.parametrize("name", ["run-progress", "plan-counts"])
@pytest.mark.parametrize(
    ("values", "beats", "said"),
    [
        ({"status": "running"}, False, True),
        ({"status": "queued"}, False, True),
        ({"status": "running"}, True, False),
        ({"status": "running", "wanted": "pause"}, False, False),
        ({"status": "succeeded"}, False, False),
    ],
    ids=["running", "queued", "a worker", "paused", "over"],
)
def test_progress_says_that_no_worker_is_there_to_make_any(
    viewer: Client,
    name: str,
    values: dict[str, str],
    beats: object,
    said: object,
    headers: dict[str, str],
) -> None:
    if beats:
        Heartbeat.beat("a worker")
    live = run(dry_run=True, **values)
    page = viewer.get(reverse(name, args=[live.pk]), headers=headers).text
    assert ("stands still" in page) is said


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ({"where": [], "ids": []}, "All accounts"),
        ({"where": ["Name = '<b>'"], "ids": []}, "Name = &#x27;&lt;b&gt;&#x27;"),
        ({"where": [], "ids": ["001000000000001AAA"] * 1200}, "1,200 listed accounts"),
    ],
    ids=["all", "conditions", "ids"],
)
def test_an_import_tells_which_accounts_it_is_about(
    viewer: Client, scope: dict[str, list[str]], told: str
) -> None:
    assert told in viewer.get(page_of(run("import", scope=scope))).text


@pytest.mark.parametrize("wanted", ["run", "pause"])
def test_it_says_from_the_start_that_unchanged_records_are_not_listed(
    viewer: Client, wanted: str
) -> None:
    live = run("resync", status="running", wanted=wanted, unchanged=1_600)
    assert "Unchanged records are counted, not listed" in viewer.get(page_of(live)).text


@pytest.mark.parametrize(
    ("kind", "scope"), [("import", {"where": []}), ("resync", {"manual": True})]
)
def test_it_does_not_say_so_where_they_are_listed(
    viewer: Client, kind: str, scope: dict[str, object]
) -> None:
    live = run(kind, status="running", scope=scope, unchanged=1)
    page = viewer.get(page_of(live)).text
    assert "Records appear here as their batch is recorded." in page
    assert "Unchanged records are counted" not in page
    live.status = "succeeded"
    live.save()
    page = viewer.get(page_of(live), {"kind": "failed"}).text
    assert "This run has no record of this kind to show." in page
    assert "Unchanged records are counted" not in page
