"""Pause, resume and cancel of a run, and what is said where they come too late."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrations.models import SyncRun
from tests.views.builders import person, run
from tests.views.test_run import page_of


def control(client: Client, run: SyncRun, action: str, **headers: str) -> None:
    address = reverse("run-control", args=[run.pk])
    answer = client.post(address, {"action": action}, headers=headers)
    assert answer.headers["Location"] == page_of(run)
    run.refresh_from_db()


def test_a_run_is_paused_and_resumed(operator: Client, headers: dict[str, str]) -> None:
    live = run(status="running")
    control(operator, live, "pause", **headers)
    assert live.is_paused
    assert "Paused" in operator.get(page_of(live)).text
    control(operator, live, "resume", **headers)
    assert not live.is_paused


def test_a_run_is_pausing_until_the_batches_at_work_are_done(viewer: Client) -> None:
    live = run(status="running", wanted="pause")
    until = timezone.now() + timedelta(minutes=1)
    batch = live.batches.create(seq=1, step="apply", state="leased", lease_until=until)
    for address in (page_of(live), reverse("runs")):
        page = viewer.get(address).text
        assert "Pausing…" in page
        assert "every 2s" in page
    assert "under way are finished first" in viewer.get(page_of(live)).text
    batch.state = "done"
    batch.save()
    assert "Paused" in viewer.get(page_of(live)).text
    assert "every 2s" not in viewer.get(reverse("runs")).text


def test_a_lease_that_ran_out_pauses_nothing_any_more(viewer: Client) -> None:
    live = run(status="running", wanted="pause")
    past = timezone.now() - timedelta(minutes=1)
    live.batches.create(seq=1, step="apply", state="leased", lease_until=past)
    assert "Paused" in viewer.get(page_of(live)).text


def test_a_run_is_cancelled(operator: Client, headers: dict[str, str]) -> None:
    live = run(status="queued")
    control(operator, live, "cancel", **headers)
    assert live.status == SyncRun.Status.CANCELLED


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("cancel", "The run had ended before it could be cancelled."),
        ("pause", "The run had ended before it could be paused."),
        ("resume", "The run had ended before it could be resumed."),
        ("go_on", "The run had ended before it could go on."),
    ],
)
def test_what_comes_after_the_run_ended_is_told_so(
    operator: Client, action: str, said: str, headers: dict[str, str]
) -> None:
    over = run(status="succeeded")
    assert said in told(operator, over, action, headers)
    over.refresh_from_db()
    assert (over.status, over.wanted) == ("succeeded", "run")


@pytest.mark.parametrize("action", ["cancel", "pause"])
def test_of_two_people_the_second_is_told_that_the_first_cancelled_it(
    operator: Client, action: str, headers: dict[str, str]
) -> None:
    live, other = run(status="running"), Client()
    other.force_login(person("Operator"))
    assert "had ended" not in told(other, live, "cancel", headers)
    assert "The run had ended before" in told(operator, live, action, headers)


@pytest.mark.parametrize("action", ["cancel", "pause"])
def test_two_people_may_ask_the_same_of_a_run_that_goes_on(
    operator: Client, action: str, headers: dict[str, str]
) -> None:
    live, other = run(status="running"), Client()
    until = timezone.now() + timedelta(minutes=1)
    live.batches.create(seq=1, step="apply", state="leased", lease_until=until)
    other.force_login(person("Operator"))
    for client in (other, operator):
        assert "had ended" not in told(client, live, action, headers)


def told(client: Client, run: SyncRun, action: str, headers: dict[str, str]) -> str:
    """On the page of the run, to which every action leads."""
    address = reverse("run-control", args=[run.pk])
    answer = client.post(address, {"action": action}, headers=headers, follow=True)
    assert answer.redirect_chain == [(page_of(run), HTTPStatus.FOUND)]
    return answer.text


def test_an_unknown_action_changes_nothing(operator: Client) -> None:
    live = run(status="running")
    control(operator, live, "explode")
    assert live.wanted == SyncRun.Wanted.RUN


@pytest.mark.parametrize("status", ["succeeded", "cancelled"])
def test_a_run_that_is_over_offers_no_buttons(operator: Client, status: str) -> None:
    page = operator.get(page_of(run(status=status))).text
    assert 'name="action"' not in page


def test_control_answers_to_post_only(operator: Client) -> None:
    answer = operator.get(reverse("run-control", args=[run().pk]))
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
