"""The sentence that says how the sync is, and what happened over time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from integrations.engine.health import health, synced_until, verdict
from integrations.engine.overview import overview
from integrations.engine.trends import PERIODS, trends
from integrations.models import (
    Heartbeat,
    HourlyCalls,
    Integration,
    SyncError,
    SyncRun,
)
from integrations.models.usage import this_hour
from tests.views.builders import connect_both, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from integrations.engine.health import Verdict

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def well() -> None:
    connect_both("name")
    turn_on()
    Heartbeat.beat("a worker")
    now = timezone.now()
    change(census_at=now, account_watermark=now, company_watermark=now)


def change(**values: Any) -> None:
    Integration.objects.update(**values)


def told() -> Verdict:
    return verdict(health(overview(Integration.current())))


def test_nothing_connected_comes_first() -> None:
    assert "not connected" in told().sentence


def test_all_is_well_when_nothing_keeps_records_from_syncing() -> None:
    well()
    record()
    assert (told().tone, told().sentence) == (
        "ok",
        "All is well: every change is synced.",
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sync_companies": False}, "Sync companies is off"),
        ({"suspended": "limit"}, "suspended (API limit exceeded)"),
        ({"resting_until": HOUR}, "80 % of the day"),
        ({"census_at": None}, "being listed"),
        ({"account_watermark": -HOUR}, "waited for up to 1 hour"),
    ],
)
def test_what_keeps_syncs_from_going_on_is_said(
    values: dict[str, Any], words: str
) -> None:
    """A duration is the time that is so far from now."""
    well()
    now = timezone.now()
    change(**{k: now + v if isinstance(v, timedelta) else v for k, v in values.items()})
    assert words in told().sentence.replace("\xa0", " ")
    assert told().tone != "ok"


def test_a_rest_that_is_over_is_not_told() -> None:
    well()
    change(resting_until=timezone.now() - HOUR)
    assert told().tone == "ok"


def test_no_worker_is_said() -> None:
    well()
    Heartbeat.objects.update(at=timezone.now() - HOUR)
    assert "no worker is running" in told().sentence


def test_a_run_that_asks_is_said() -> None:
    well()
    asking = run(status=SyncRun.Status.RUNNING, asks="Too many.")
    assert f"{asking} stopped itself" in told().sentence
    assert told().about == "asking"


@pytest.mark.parametrize(("kind", "holds"), [("sync", True), ("import", False)])
def test_a_pass_that_asks_holds_up_all_others_and_that_is_said(
    kind: str, *, holds: bool
) -> None:
    well()
    run(kind, status=SyncRun.Status.RUNNING, asks="Too many.")
    assert ("no other change syncs by itself" in told().sentence) is holds


def test_a_pass_that_asks_is_told_before_an_import_that_does() -> None:
    well()
    run("import", status=SyncRun.Status.RUNNING, asks="Too many.")
    asking = run(status=SyncRun.Status.RUNNING, asks="Too many.")
    assert overview(Integration.current()).asking == asking


def test_nothing_is_in_step_past_a_run_that_asks() -> None:
    well()
    since = timezone.now() - HOUR
    asking = run("resync", status=SyncRun.Status.RUNNING, asks="Too many.")
    SyncRun.objects.filter(pk=asking.pk).update(created_at=since)
    assert synced_until(Integration.current()) == since
    SyncRun.objects.update(status=SyncRun.Status.CANCELLED)
    later = synced_until(Integration.current())
    assert later
    assert later > since


@pytest.mark.parametrize(
    ("status", "about", "words"),
    [
        ("failing", "errors", "2 records fail"),
        ("duplicate", "duplicates", "2 records wait for a decision"),
        ("waiting", "", "2 records wait for their turn"),
    ],
)
def test_records_that_are_not_in_sync_are_counted(
    status: str, about: str, words: str
) -> None:
    well()
    record(status=status)
    record(status=status)
    assert words in told().sentence
    assert told().about == about


def test_what_failed_and_was_dismissed_is_not_said_to_be_synced() -> None:
    well()
    error = sync_error(record(), "No", dismissed_at=timezone.now())
    sentence = "1 dismissed error still stands: what failed there is not synced."
    assert (told().sentence, told().about) == (sentence, "dismissed")
    record(status="waiting")
    assert told().sentence == sentence
    error.solved_at = timezone.now()
    error.save()
    assert "still stands" not in told().sentence


def test_runs_errors_and_calls_stand_in_the_hour_they_happened() -> None:
    well()
    ago = this_hour() - 5 * HOUR + timedelta(minutes=30)
    for status in ("succeeded", "failed", "failed", "running"):
        SyncRun.objects.filter(pk=run(status=status).pk).update(created_at=ago)
    SyncError.objects.filter(pk=sync_error(record(), "No").pk).update(first_seen=ago)
    HourlyCalls.objects.create(crm="hubspot", hour=this_hour() - 5 * HOUR, calls=7)
    found = trends(Integration.current(), PERIODS["day"])
    assert len(found.moments) == 24
    assert found.moments[-6] == this_hour() - 5 * HOUR
    counts = {it.name: it.counts[-6] for it in found.runs + found.calls}
    assert counts == {
        "succeeded": 1,
        "partly_done": 0,
        "failed": 2,
        "cancelled": 0,
        "salesforce": 0,
        "hubspot": 7,
    }
    assert found.errors[-6] == 1
    assert sum(found.errors) == 1


def test_a_month_is_counted_by_days_and_what_is_older_is_left_out() -> None:
    well()
    for days in (3, 29, 30, 31):
        moment = this_hour().replace(hour=12) - timedelta(days=days)
        SyncRun.objects.filter(pk=run().pk).update(created_at=moment)
    found = trends(Integration.current(), PERIODS["month"])
    succeeded = found.runs[0]
    assert len(found.moments) == 30
    assert sum(succeeded.counts) == 2
    assert (succeeded.counts[0], succeeded.counts[-4]) == (1, 1)
