from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override
from django_q.models import OrmQ

from integrations.engine.resync import MOST_BY_HAND
from integrations.models import Record, SyncError, SyncRun
from integrations.views.error_actions import tried_later
from tests.views.builders import (
    person,
    run,
    turn_on,
)
from tests.views.failures import (
    BACK,
    CAUSE,
    DISMISS,
    LATE,
    PAGE,
    RETRY,
    dismissed,
    failing,
)

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from integrations.models.error import SyncErrors


def tick(*errors: SyncError) -> dict[str, Any]:
    return {"scope": "ticked", "error": [str(error.pk) for error in errors]}


def all_of(**wanted: str) -> dict[str, Any]:
    return {"scope": "all", **wanted}


def names(errors: SyncErrors) -> set[str]:
    return {error.record.name for error in errors}


def taken(run: SyncRun) -> set[str]:
    """Whom the run is for."""
    return {it.name for it in Record.objects.filter(pk__in=run.scope["records"])}


@pytest.mark.parametrize("action", [RETRY, DISMISS, BACK])
@pytest.mark.parametrize("role", ["", "Viewer"])
def test_only_operators_act(
    client: Client, role: str, action: str, headers: dict[str, str], db: None
) -> None:
    error = failing()
    client.force_login(person(role))
    answer = client.post(action, {**all_of(), "confirmed": "yes"}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    error.refresh_from_db()
    assert error.dismissed_at is None


@pytest.mark.parametrize("action", [RETRY, BACK])
def test_nothing_happens_by_looking(operator: Client, action: str) -> None:
    assert operator.get(action).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_address_of_the_question_leads_to_the_list(operator: Client) -> None:
    failing()
    answer = operator.get(DISMISS, {**all_of(), "confirmed": "yes"})
    assert answer.headers["Location"] == PAGE
    assert SyncError.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_retrying_starts_a_run_for_the_ticked_records(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    chosen = failing()
    failing("Globex")
    answer = operator.post(RETRY, tick(chosen), headers=headers)
    started = SyncRun.objects.get()
    assert answer.headers["Location"].endswith(f"/runs/{started.pk}/")
    assert (started.cause, started.user) == ("person", answer.wsgi_request.user)
    assert taken(started) == {"Acme"}
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"cause": CAUSE}, {"Acme", "Globex"}),
        ({"category": "value"}, {"Initech"}),
        ({"q": "acme"}, {"Acme"}),
        ({}, {"Acme", "Globex", "Initech"}),
    ],
    ids=["group", "type", "search", "all"],
)
def test_retrying_a_group_or_a_filter_takes_all_of_it(
    operator: Client, wanted: dict[str, str], expected: set[str]
) -> None:
    turn_on()
    failing()
    failing("Globex")
    failing("Initech", "Too long.", category="value", cause="long")
    operator.post(RETRY, all_of(**wanted))
    assert taken(SyncRun.objects.get()) == expected


def many() -> SyncError:
    """More errors than a resync of named records takes beside a bulk one."""
    for number in range(MOST_BY_HAND):
        failing(f"Firm {number}")
    return failing()


def test_a_retry_of_many_during_a_resync_is_for_the_sync_that_starts(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    run("resync", status="running")
    error = many()
    operator.post(RETRY, all_of(), headers=headers)
    error.record.refresh_from_db()
    assert error.record.status == Record.Status.WAITING
    assert error.record.retry_at
    assert error.record.retry_at > LATE
    assert SyncRun.objects.get(kind="sync").status == "queued"


def test_a_retry_of_many_while_all_is_going_says_when_it_comes(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    run("resync", status="running")
    run("sync", status="running")
    error = many()
    answer = operator.post(RETRY, all_of(), headers=headers, follow=True)
    assert "A sync is going already." in answer.text
    error.record.refresh_from_db()
    assert error.record.status == Record.Status.WAITING


def test_a_retry_while_the_toggle_is_off_is_refused(
    operator: Client, headers: dict[str, str]
) -> None:
    error = failing()
    answer = operator.post(RETRY, tick(error), headers=headers, follow=True)
    assert "Turn on Sync companies first" in answer.text
    error.record.refresh_from_db()
    assert (error.record.status, error.record.retry_at) == ("failing", LATE)


@pytest.mark.parametrize("action", [RETRY, BACK])
def test_an_action_without_a_choice_says_what_to_do(
    operator: Client, action: str, headers: dict[str, str]
) -> None:
    turn_on()
    failing()
    answer = operator.post(action, tick(), headers=headers, follow=True)
    assert "tick at least one error" in answer.text
    assert not SyncRun.objects.exists()


def test_dismissing_asks_first_and_says_what_it_means(
    operator: Client, headers: dict[str, str]
) -> None:
    error = failing()
    failing("Globex")
    answer = operator.post(DISMISS, tick(error), headers=headers)
    assert "Dismiss 1 error?" in answer.text
    assert "until it happens again with another cause or another value" in answer.text
    assert f'name="error" value="{error.pk}"' in answer.text
    assert not SyncError.objects.dismissed().exists()


def test_dismissing_nothing_says_what_to_do(
    operator: Client, headers: dict[str, str]
) -> None:
    failing()
    answer = operator.post(DISMISS, tick(), headers=headers)
    assert "Nothing was chosen" in answer.text


def confirmed(client: Client, **sent: Any) -> Answer:
    """Dismiss as the form that asks does: with every hidden field it holds."""
    page = client.post(DISMISS, sent).text
    form = page.partition('action="/settings/integrations/salesforce/errors/dismiss/"')
    fields: dict[str, list[str]] = {"confirmed": ["yes"]}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[2]):
        fields.setdefault(name, []).append(value)
    return client.post(DISMISS, fields)


def test_the_ticked_errors_are_dismissed(operator: Client) -> None:
    chosen = failing()
    failing("Globex")
    answer = confirmed(operator, **tick(chosen), next=f"{PAGE}?q=a")
    assert answer.headers["Location"] == f"{PAGE}?q=a"
    assert names(SyncError.objects.dismissed()) == {"Acme"}
    chosen.refresh_from_db()
    assert chosen.dismissed_by == answer.wsgi_request.user
    assert chosen.record.status == Record.Status.IN_SYNC
    assert "Dismissed 1 error." in operator.get(PAGE).text


def test_a_group_is_dismissed_and_no_other(operator: Client) -> None:
    failing()
    failing("Globex")
    failing("Initech", "Other.", cause="other")
    confirmed(operator, **all_of(cause=CAUSE))
    assert names(SyncError.objects.dismissed()) == {"Acme", "Globex"}


def test_a_filter_is_dismissed_and_nothing_beyond_it(operator: Client) -> None:
    failing()
    failing("Acme Two", "Too long.", category="value", cause="long")
    failing("Globex")
    confirmed(operator, **all_of(category="picklist", q="acme"))
    assert names(SyncError.objects.dismissed()) == {"Acme"}


@pytest.mark.parametrize(
    "sent",
    [{"scope": "all", "category": "nonsense"}, {"scope": "all", "state": "x"}, {}],
    ids=["category", "state", "nothing"],
)
def test_a_choice_that_is_none_touches_nothing(
    operator: Client, sent: dict[str, str]
) -> None:
    failing()
    operator.post(DISMISS, {**sent, "confirmed": "yes"})
    assert not SyncError.objects.dismissed().exists()


def test_dismissed_errors_are_brought_back(
    operator: Client, headers: dict[str, str]
) -> None:
    error = dismissed()
    sent = {**tick(error), "state": "dismissed"}
    answer = operator.post(BACK, sent, headers=headers, follow=True)
    assert "Brought back 1 error." in answer.text
    assert names(SyncError.objects.open()) == {"Acme"}


def test_an_action_leads_back_to_this_site_only(operator: Client) -> None:
    sent = {**tick(failing()), "next": "https://elsewhere.example/"}
    assert operator.post(RETRY, sent).headers["Location"] == PAGE


def test_how_many_are_tried_later_is_grouped_as_the_readers_language_does() -> None:
    with override("it"):
        assert "12.345" in tried_later(12_345)
