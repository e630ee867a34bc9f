"""Figures for Prometheus, and who may read them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from integrations.models import Heartbeat, HourlyCalls, Integration, SyncRun
from integrations.models.usage import this_hour
from tests.views.builders import connection, person, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db
PAGE, TOKEN = "/metrics", "a-token-of-prometheus"


def figures(text: str) -> dict[str, float]:
    return {
        ":".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_what_pages_show(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    turn_on()
    connection("hubspot", calls_allowed=1_000)
    sync_error(record(status="failing"), "No")
    run(status="failed")
    run(status="running")
    run("by_hand", status="succeeded")
    HourlyCalls.objects.create(crm="salesforce", hour=this_hour(), calls=12)
    Integration.objects.update(
        account_watermark=timezone.now(), company_watermark=timezone.now()
    )
    Heartbeat.beat("a worker")
    with django_assert_max_num_queries(13):
        found = figures(viewer.get(PAGE).text)
    assert found["syncadmin_sync_on"] == 1
    assert found["syncadmin_suspended"] == 0
    assert found["syncadmin_records:failing"] == 1
    assert found["syncadmin_records:in_sync"] == 0
    assert found["syncadmin_open_errors:picklist"] == 1
    assert found["syncadmin_runs_total:failed"] == 1
    assert found["syncadmin_runs_total:succeeded"] == 0
    assert "syncadmin_runs_total:running" not in found
    assert found["syncadmin_api_calls_24h:salesforce"] == 12
    assert found["syncadmin_api_calls_allowed:hubspot"] == 1_000
    assert 0 <= found["syncadmin_behind_seconds"] < 60
    assert 0 <= found["syncadmin_heartbeat_age_seconds"] < 60


def test_a_run_that_asks_raises_its_gauge(viewer: Client) -> None:
    asking = run(status="running")
    assert figures(viewer.get(PAGE).text)["syncadmin_asking"] == 0
    SyncRun.objects.filter(pk=asking.pk).update(asks="Too many.")
    assert figures(viewer.get(PAGE).text)["syncadmin_asking"] == 1


def test_nothing_is_told_of_what_never_was(viewer: Client) -> None:
    found = figures(viewer.get(PAGE).text)
    assert "syncadmin_behind_seconds" not in found
    assert "syncadmin_heartbeat_age_seconds" not in found


def asked(client: Client, token: str) -> int:
    return client.get(PAGE, headers={"Authorization": f"Bearer {token}"}).status_code


def test_the_token_lets_prometheus_in(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert asked(client, TOKEN) == HTTPStatus.OK
    assert asked(client, "another-token-entirely") == HTTPStatus.UNAUTHORIZED
    assert asked(client, "schlüssel") == HTTPStatus.UNAUTHORIZED


def test_without_a_token_set_none_is_right(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert asked(client, "") == HTTPStatus.UNAUTHORIZED
    answer = client.get(PAGE)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "METRICS_TOKEN" in answer.text


def test_a_person_without_a_role_may_not_look(client: Client) -> None:
    client.force_login(person())
    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
