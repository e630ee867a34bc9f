"""Sync health: the sentence, the counts, the charts, and the budget of calls."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.models import Heartbeat, HourlyCalls, Integration
from integrations.models.usage import this_hour
from tests.views.builders import connect_both, person, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

PAGE = "/settings/integrations/salesforce/"
HOUR = timedelta(hours=1)


def calls(crm: str, n: int) -> None:
    HourlyCalls.objects.create(crm=crm, hour=this_hour(), calls=n)


def test_a_new_installation_says_that_nothing_is_connected(viewer: Client) -> None:
    page = viewer.get(PAGE).text
    assert "the two CRMs are not connected yet" in page
    assert page.count("None in this time.") == 3


def test_records_are_counted_by_status_and_lead_to_the_list(viewer: Client) -> None:
    connect_both("name")
    for _n in range(3):
        record(status="failing")
    page = viewer.get(PAGE).text
    assert f'href="{reverse("companies")}?status=failing"' in page
    assert "<strong>3</strong>" in page


def test_each_chart_can_be_read_as_a_table(
    viewer: Client, headers: dict[str, str]
) -> None:
    connect_both("name")
    run()
    sync_error(record(), "No")
    calls("hubspot", 1_234)
    page = viewer.get(PAGE, headers=headers).text
    assert page.count('class="plot"') == page.count("As a table") == 3
    assert page.count('class="room"') == 3 * 24
    assert '<td class="number">1,234</td>' in page
    assert ("<h1>" in page) is not bool(headers)


def test_what_people_did_by_hand_is_no_run_of_the_chart(viewer: Client) -> None:
    run("by_hand", cause="person")
    page = viewer.get(PAGE).text
    assert page.count("None in this time.") == 3


def test_the_last_30_days_have_a_bar_each(
    viewer: Client, headers: dict[str, str]
) -> None:
    run()
    page = viewer.get(PAGE, {"period": "month"}, headers=headers).text
    assert page.count('class="room"') == 30


def test_bars_are_written_as_numbers_whatever_the_language(viewer: Client) -> None:
    for status in ("succeeded", "failed", "failed"):
        run(status=status)
    page = viewer.get(PAGE, headers={"Accept-Language": "it"}).text
    assert 'y="66.67"' in page
    assert 'height="33.33"' in page


def test_the_calls_used_stand_beside_the_limit_and_the_allocation(
    viewer: Client,
) -> None:
    connect_both("name")
    told = {"calls_used": 2_000, "calls_allowed": 15_000}
    present = Integration.current().connections.filter(crm="salesforce")
    present.update(**told, calls_told_at=timezone.now())
    Integration.objects.update(salesforce_allocation=5_000)
    calls("salesforce", 123)
    page = viewer.get(PAGE).text
    for figure in ("123", "2,000", "15,000", "5,000"):
        assert f"<dd>{figure}</dd>" in page
    assert "At 4,000 (80 %) scheduled passes pause" in page
    assert page.count("not told yet") == 2


@pytest.mark.parametrize(
    ("allocated", "words"),
    [(99_999_999, "15,000"), (None, '<span class="quiet">all that are left</span>')],
)
def test_no_more_is_called_allocated_than_salesforce_allows(
    viewer: Client, allocated: int | None, words: str
) -> None:
    connect_both("name")
    present = Integration.current().connections.filter(crm="salesforce")
    present.update(calls_allowed=15_000)
    Integration.objects.update(salesforce_allocation=allocated)
    page = viewer.get(PAGE).text
    part = page.partition("<dt>Allocated to Syncadmin</dt>")[2].partition("</dd>")[0]
    assert part.strip() == f"<dd>{words}"


def test_of_hubspot_nothing_is_allocated_and_that_is_said(viewer: Client) -> None:
    connect_both("name")
    page = viewer.get(PAGE).text
    for crm, words in (
        ("salesforce", "Allocated to Syncadmin"),
        ("hubspot", "all that other apps leave"),
    ):
        part = page[page.index(f'aria-labelledby="use-{crm}"') :]
        assert words in part[: part.index("</section>")]
    assert page.count("Allocated to Syncadmin") == 1


@pytest.mark.parametrize(("told", "shown"), [(546, "at least 739"), (800, "800")])
def test_all_apps_together_used_no_less_than_syncadmin_alone(
    viewer: Client, told: int, shown: str
) -> None:
    connect_both("name")
    present = Integration.current().connections.filter(crm="salesforce")
    present.update(calls_used=told, calls_told_at=timezone.now() - 2 * HOUR)
    calls("salesforce", 739)
    page = viewer.get(PAGE).text.replace("\xa0", " ")
    part = page[page.index("Used by all apps, 24 h") :]
    assert f"<dd>{shown}</dd>" in part
    assert "2 hours ago" in part[: part.index("</div>")]


def test_what_hubspot_tells_is_since_midnight_and_may_be_less(viewer: Client) -> None:
    connect_both("name")
    present = Integration.current().connections.filter(crm="hubspot")
    present.update(calls_used=5, calls_told_at=timezone.now())
    calls("hubspot", 739)
    page = viewer.get(PAGE).text
    part = page[page.index("Used by all apps since midnight") :]
    assert "<dd>5</dd>" in part[: part.index("</div>")]


def test_a_rest_is_told_here_and_in_the_bar(viewer: Client) -> None:
    connect_both("name")
    turn_on()
    until = timezone.now() + timedelta(hours=1)
    Integration.objects.update(resting_until=until, census_at=until)
    page = viewer.get(PAGE).text
    assert "Scheduled passes pause until" in page


@pytest.mark.parametrize(("kind", "holds"), [("sync", True), ("resync", False)])
def test_a_run_that_asks_is_linked_and_what_it_holds_up_is_said(
    operator: Client, kind: str, *, holds: bool
) -> None:
    connect_both("name")
    turn_on()
    Heartbeat.beat("a worker")
    asking = run(kind, status="running", asks="Too many.")
    page, bar = operator.get(PAGE).text, operator.get(reverse("bar")).text
    main = page[page.index("<main") :]
    assert f'<a href="{reverse("run", args=[asking.pk])}">Decide</a>' in main
    for text in (main, bar):
        assert ("no other change syncs by itself" in text) is holds


def test_while_a_run_asks_the_moment_is_told_and_not_how_long_ago(
    viewer: Client,
) -> None:
    connect_both("name")
    turn_on()
    now = timezone.now()
    Integration.objects.update(
        account_watermark=now, company_watermark=now, polled_at=now
    )
    assert "just now" in in_step(viewer)
    run(status="running", asks="Too many.")
    told = in_step(viewer)
    assert "just now" not in told
    assert f'<time datetime="{now.isoformat()}">' in told


def in_step(client: Client) -> str:
    page = client.get(PAGE).text
    part = page[page.index("Both CRMs last in step") :]
    return part[: part.index("</div>")]


def test_errors_that_were_dismissed_are_a_link_away(viewer: Client) -> None:
    connect_both("name")
    turn_on()
    now = timezone.now()
    Heartbeat.beat("a worker")
    Integration.objects.update(
        census_at=now, account_watermark=now, company_watermark=now
    )
    sync_error(record(), "No", dismissed_at=now)
    page = viewer.get(PAGE).text
    assert "1 dismissed error still stands" in page
    assert f'<a href="{reverse("errors")}?state=dismissed">' in page


def test_records_that_wait_are_left_out_of_what_is_in_step(viewer: Client) -> None:
    connect_both("name")
    turn_on()
    now = timezone.now()
    Integration.objects.update(account_watermark=now, company_watermark=now)
    assert ", but for <a" not in viewer.get(PAGE).text.replace("\n", "")
    for _n in range(2):
        record(status="waiting")
    told = f', but for <a href="{reverse("companies")}?status=waiting">2 records'
    assert told in viewer.get(PAGE).text


def test_the_page_asks_few_questions(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    connect_both("name")
    turn_on()
    for _n in range(5):
        sync_error(record(status="failing"), "No")
        run()
    with django_assert_max_num_queries(15):
        viewer.get(PAGE)


@pytest.mark.django_db
def test_a_person_without_a_role_may_not_look(client: Client) -> None:
    client.force_login(person())
    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
