"""What is around every page: navigation, the bar, language, who is signed in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.models import Heartbeat, Integration, SyncRun
from tests.views.builders import person, record, run, sync_error, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

HTMX = {"HX-Request": "true"}
COMPANIES = "/crm/companies/"
RUNS = "/settings/integrations/salesforce/runs/"
ERRORS = "/settings/integrations/salesforce/errors/"
OFF = "Sync companies is off."
NO_WORKER = "No worker is running."


def marked(page: str) -> dict[str, str]:
    """Address → aria-current, of the links of the frame."""
    return dict(re.findall(r'href="([^"]+)"[^>]* aria-current="(\w+)"', page))


def bar(client: Client, headers: dict[str, str] | None = None) -> str:
    page = client.get("/bar/", headers=headers or HTMX).text
    found = re.search(r'<aside class="notices".*?</aside>', page, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", found[0])


def work(seconds_ago: float = 0) -> None:
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Heartbeat.objects.create(name="cluster", at=at)


def test_the_navigation_marks_the_page_and_the_section_it_is_in(
    viewer: Client,
) -> None:
    assert marked(viewer.get(COMPANIES).text)[COMPANIES] == "page"
    inside = marked(viewer.get(reverse("company", args=[record().company_id])).text)
    assert inside == {COMPANIES: "true"}
    page = marked(viewer.get(RUNS).text)
    assert page[reverse("health")] == "true"
    assert page[RUNS] == "page"
    page = marked(viewer.get(reverse("run", args=[run().pk])).text)
    assert page[RUNS] == "true"
    assert reverse("companies-tab") not in page


def test_every_link_of_the_frame_leads_to_a_page(viewer: Client) -> None:
    page = viewer.get(RUNS).text
    links = set(re.findall(r'href="(/(?:crm|settings)/[^"]*)"', page))
    assert len(links) > 6
    for link in links:
        assert viewer.get(link, follow=True).status_code == 200, link


def test_open_errors_and_duplicates_are_counted(viewer: Client) -> None:
    assert "</span>1<span" not in viewer.get(RUNS).text
    sync_error(record(), "No.")
    page = viewer.get(RUNS).text
    assert page.count("</span>1<span") == 2
    part = viewer.get("/bar/", headers=HTMX).text
    assert 'hx-swap-oob="innerHTML:.n-errors"><span class="count">' in part


@pytest.mark.parametrize("role", ["Viewer", "Operator", "Admin"])
def test_the_frame_says_who_is_signed_in_as_what(
    client: Client, db: None, role: str
) -> None:
    ann = person(role)
    client.force_login(ann)
    assert f"<strong>{ann.username}</strong> {role}" in client.get(COMPANIES).text


def test_a_person_without_a_role_is_told_so_and_counts_stay_hidden(
    client: Client, db: None
) -> None:
    sync_error(record(), "No.")
    client.force_login(person())
    page = client.get(COMPANIES).text
    assert "No role" in page
    assert 'class="count"' not in page
    assert OFF not in page


def test_all_is_well_without_a_word(viewer: Client, headers: dict[str, str]) -> None:
    turn_on()
    work()
    assert "<p>" not in bar(viewer, headers)
    assert re.search(r"<aside[^>]* hidden>", bar(viewer, headers))


def test_the_bar_says_that_sync_is_off_and_admins_may_turn_it_on(
    admin: Client, headers: dict[str, str]
) -> None:
    work()
    assert OFF in bar(admin, headers)
    assert f'href="{reverse("sync-on")}"' in bar(admin, headers)


def test_others_are_told_who_turns_sync_on(
    operator: Client, headers: dict[str, str]
) -> None:
    assert "An admin of Syncadmin can turn it on." in bar(operator, headers)
    assert reverse("sync-on") not in bar(operator, headers)


def suspend() -> None:
    integration = turn_on()
    integration.suspended = Integration.Suspended.CREDENTIALS
    integration.suspended_message = "HubSpot refused the token."
    integration.save()


def test_the_bar_says_why_syncing_is_suspended_and_leads_to_the_remedy(
    operator: Client, headers: dict[str, str]
) -> None:
    suspend()
    shown = bar(operator, headers)
    assert "Syncing is suspended: Credentials refused." in shown
    assert "HubSpot refused the token." in shown
    assert f'href="{reverse("connection")}"' in shown


def test_a_viewer_is_told_whom_to_ask_about_a_suspension(viewer: Client) -> None:
    suspend()
    assert "Ask an admin of Syncadmin" in bar(viewer)
    assert reverse("connection") not in bar(viewer)


@pytest.mark.parametrize(
    ("role", "action"), [("Operator", "Decide"), ("Viewer", "Look at the run")]
)
def test_the_bar_leads_to_the_run_that_asks(
    client: Client, db: None, role: str, action: str
) -> None:
    turn_on()
    asking = run(status="running", wanted=SyncRun.Wanted.PAUSE, asks="120 deletions?")
    run("import", status="succeeded", asks="long ago")
    client.force_login(person(role))
    shown = bar(client)
    assert "120 deletions?" in shown
    assert f'<a href="{reverse("run", args=[asking.pk])}">{action}</a>' in shown
    assert "long ago" not in shown


@pytest.mark.parametrize(("seconds_ago", "is_alive"), [(5, True), (90, False)])
def test_the_bar_says_when_no_worker_has_been_heard_of_for_a_minute(
    admin: Client, seconds_ago: float, is_alive: object
) -> None:
    turn_on()
    work(seconds_ago)
    assert (NO_WORKER not in bar(admin)) is is_alive
    assert ("manage.py worker" not in bar(admin)) is is_alive


def test_only_admins_are_given_a_command_for_the_server(viewer: Client) -> None:
    assert NO_WORKER in bar(viewer)
    assert "manage.py" not in bar(viewer)


def test_every_page_shows_the_bar_and_reads_it_again_when_something_was_done(
    operator: Client,
) -> None:
    page = operator.get(COMPANIES).text
    assert OFF in page
    assert 'hx-trigger="acted from:body, every 60s"' in page
    done = operator.post(RUNS, headers=HTMX, follow=True)
    assert "acted" in done.headers["HX-Trigger"]
    assert "HX-Trigger" not in operator.get(RUNS, headers=HTMX).headers


def test_the_language_is_chosen_on_the_page_and_stays_there(viewer: Client) -> None:
    page = viewer.get(RUNS).text
    assert re.findall(r'lang="(\w+)" aria-pressed="(\w+)"', page) == [
        ("en", "true"),
        ("it", "false"),
        ("fr", "false"),
    ]
    came_from = f"http://testserver{RUNS}?status=failed"
    answer = viewer.post(
        reverse("set_language"), {"language": "it"}, headers={"Referer": came_from}
    )
    assert answer.headers["Location"].endswith(f"{RUNS}?status=failed")
    page = viewer.get(RUNS).text
    assert '<html lang="it"' in page
    assert 'lang="it" aria-pressed="true"' in page


def test_a_theme_is_chosen_without_leaving_the_filtered_page(viewer: Client) -> None:
    came_from = f"http://testserver{RUNS}?status=failed"
    answer = viewer.post("/theme/", {"theme": "dark"}, headers={"Referer": came_from})
    assert answer.headers["Location"] == came_from


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_keeps_the_page_and_asks_for_the_login_when_the_session_is_over(
    client: Client, method: str
) -> None:
    page = f"http://testserver{RUNS}?status=failed"
    ask = getattr(client, method)
    answer = ask("/bar/", headers={**HTMX, "HX-Current-URL": page}, follow=True)
    assert answer.headers["HX-Retarget"] == "#signed-out"
    assert answer.headers["HX-Push-Url"] == "false"
    assert "You are signed out" in answer.text
    back = f"{reverse('login')}?next={RUNS.replace('/', '%2F')}%3Fstatus%3Dfailed"
    assert f'href="{back}"' in answer.text
    assert "<h1" not in answer.text


@pytest.mark.parametrize("left", ["https://evil.example/x", "", "nonsense"])
def test_the_way_back_from_the_login_is_never_a_foreign_page(
    client: Client, left: str
) -> None:
    answer = client.get(RUNS, headers={**HTMX, "HX-Current-URL": left}, follow=True)
    assert "evil" not in answer.text.partition("next=")[2].partition('"')[0]


def test_the_frame_costs_one_query(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    part, whole = 0, 0
    with django_assert_max_num_queries(20) as asked:
        viewer.get(COMPANIES, headers=HTMX)
        part = len(asked)
        viewer.get(COMPANIES)
        whole = len(asked) - part
    assert whole - part == 1
