from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Record
from tests.views.builders import record, run, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

PAGE = "/crm/companies/"


def names(page: str) -> list[str]:
    """What the list shows, in its order."""
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', page)


def link(page: str, rel: str) -> str:
    """Where Previous or Next leads."""
    found = re.search(rf'href="([^"]+)"[^>]* rel="{rel}"', page)
    assert found
    return PAGE + found[1].replace("&amp;", "&")


def test_the_list_shows_how_each_record_stands(
    viewer: Client, headers: dict[str, str]
) -> None:
    record("Acme", domain="acme.example", status=Record.Status.FAILING)
    page = viewer.get(PAGE, headers=headers).text
    assert "acme.example" in page
    assert 'class="tag bad">Failing' in page


@pytest.mark.parametrize(
    "words",
    ["foo", "ACME", "acme.exa", "001900000000777", "001900000000777AAA", "4242"],
    ids=["word", "case", "domain", "15 characters", "18 characters", "company id"],
)
def test_a_record_is_found_by_name_domain_or_either_id(
    viewer: Client, words: str
) -> None:
    ids = {"account_id": "001900000000777AAA", "company_id": "4242"}
    record("Acme Foods", domain="acme.example", **ids)
    record("Globex")
    assert names(viewer.get(PAGE, {"q": words}).text) == ["Acme Foods"]


def test_the_status_filter_counts_what_the_search_found(viewer: Client) -> None:
    record("Acme", status=Record.Status.FAILING)
    record("Acme Two", status=Record.Status.IN_SYNC)
    record("Globex", status=Record.Status.FAILING)
    page = viewer.get(PAGE, {"q": "acme", "status": "failing"}).text
    assert names(page) == ["Acme"]
    counts = dict(re.findall(r'>([\w ]+) <span class="count">(\d+)<', page))
    assert counts["All"] == "2"
    assert counts["Failing"] == "1"
    assert counts["In sync"] == "1"
    assert counts["Waiting"] == "0"


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Acme", "Globex", "Initech"]),
        ("-name", ["Initech", "Globex", "Acme"]),
        ("-synced", ["Globex", "Acme", "Initech"]),
        ("", ["Globex", "Acme", "Initech"]),
        ("nonsense", ["Globex", "Acme", "Initech"]),
    ],
)
def test_the_list_is_sorted_as_asked(
    viewer: Client, sort: str, expected: list[str]
) -> None:
    record("Globex", synced_at=datetime(2026, 3, 2, tzinfo=UTC))
    record("Acme", synced_at=datetime(2026, 3, 1, tzinfo=UTC))
    record("Initech")
    assert names(viewer.get(PAGE, {"sort": sort}).text) == expected


@pytest.mark.parametrize("sort", ["name", "-name", "synced", "-synced", ""])
def test_paging_there_and_back_shows_every_record_once(
    viewer: Client, sort: str
) -> None:
    for number in range(120):
        at = datetime(2026, 3, 1 + number % 3, tzinfo=UTC) if number % 4 else None
        record(f"Same {number % 7}~+&", domain=f"d{number}.example", synced_at=at)
    pages = [viewer.get(PAGE, {"sort": sort}).text]
    while 'rel="next"' in pages[-1]:
        pages.append(viewer.get(link(pages[-1], "next")).text)
    domains = [re.findall(r"d\d+\.example", page) for page in pages]
    assert [len(found) for found in domains] == [50, 50, 20]
    assert len({domain for found in domains for domain in found}) == 120

    for earlier in (domains[1], domains[0]):
        pages.append(viewer.get(link(pages[-1], "prev")).text)
        assert re.findall(r"d\d+\.example", pages[-1]) == earlier
    assert 'rel="prev"' not in pages[-1]


@pytest.mark.parametrize("cursor", ["", "x", "1", "~", "1~", "x~y", "9" * 40 + "~a"])
def test_a_page_mark_nobody_can_read_is_no_error(viewer: Client, cursor: str) -> None:
    record("Acme")
    for sort in ("name", "synced"):
        viewer.get(PAGE, {"after": cursor, "sort": sort})


def test_the_list_follows_a_run_while_it_goes_on(viewer: Client) -> None:
    live = run(status="running")
    assert 'hx-trigger="every 2s"' in viewer.get(PAGE).text
    live.status = "succeeded"
    live.save()
    assert "every 2s" not in viewer.get(PAGE).text


@pytest.mark.parametrize(
    ("query", "polls"),
    [
        ({}, True),
        ({"q": "", "status": "failing", "sort": "name"}, True),
        ({"q": "acme"}, True),
        ({"after": "1~a"}, False),
        ({"before": "1~a"}, False),
    ],
    ids=["first page", "filtered", "search", "later page", "earlier page"],
)
def test_the_first_page_stays_fresh_while_the_toggle_is_on(
    viewer: Client,
    query: dict[str, str],
    polls: object,
) -> None:
    assert "every" not in viewer.get(PAGE, query).text.partition('id="list"')[2]
    turn_on()
    assert ('hx-trigger="every 10s"' in viewer.get(PAGE, query).text) is polls


def test_htmx_gets_the_list_alone(viewer: Client) -> None:
    record("Acme")
    part = viewer.get(PAGE, headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert 'id="list"' in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_an_empty_list_says_what_to_do_next(viewer: Client) -> None:
    assert reverse("companies-tab") in empty_state(viewer)
    turn_on()
    assert reverse("import") in empty_state(viewer)


def empty_state(client: Client) -> str:
    return client.get(PAGE).text.partition('class="empty"')[2]


def test_a_search_without_result_offers_the_whole_list(viewer: Client) -> None:
    record("Acme")
    page = viewer.get(PAGE, {"q": "zzz"}).text
    assert "Nothing found" in page


def test_the_list_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        record()
    with django_assert_max_num_queries(9):
        viewer.get(PAGE)


def test_the_file_holds_all_that_the_list_finds_and_runs_no_formula(
    viewer: Client,
) -> None:
    for number in range(60):
        record(f"Acme {number}", status=Record.Status.FAILING)
    record("Acme well", status=Record.Status.IN_SYNC)
    strange = "=1+1 <b>\u202eacme\u202c</b> \U0001f600"
    record(strange, status=Record.Status.FAILING, message="=cmd")
    query = {"q": "acme", "status": "failing"}
    file = viewer.get(f"{PAGE}export/", query).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert len(rows) == 61
    assert {row["Status"] for row in rows} == {"Failing"}
    (odd,) = [row for row in rows if row["Why"]]
    assert (odd["Name"], odd["Why"]) == (f"'{strange}", "'=cmd")


def test_a_name_of_any_kind_is_shown_as_it_is(
    viewer: Client, headers: dict[str, str]
) -> None:
    for name in (
        "x" * 255,
        "\u0634\u0631\u0643\u0629 \U0001f600",
        "<script>alert(1)</script>",
    ):
        record(name)
    page = viewer.get(PAGE, headers=headers).text
    assert "x" * 255 in page
    assert "\u0634\u0631\u0643\u0629 \U0001f600" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_number_that_a_resync_of_all_found_takes_is_on_its_button(
    operator: Client, headers: dict[str, str]
) -> None:
    for number in range(3):
        record(f"Acme {number}", status=Record.Status.FAILING)
    record("Acme well", status=Record.Status.IN_SYNC)
    for query, count in (({}, 4), ({"status": "failing"}, 3), ({"q": "well"}, 1)):
        page = operator.get(PAGE, query, headers=headers).text
        assert f'Resync all found <span class="count">{count}</span>' in page


class TestTicks:
    """What is ticked on one page of the list stays so on the others."""

    def test_those_of_other_pages_are_kept_and_counted(self, operator: Client) -> None:
        here, there = record("Acme"), record("Globex")
        address = f"{PAGE}?q=Acme&record={here.pk}&record={there.pk}&record=x"
        page = operator.get(address).text
        assert "1 more record is selected on other pages." in " ".join(page.split())
        assert f'type="hidden" name="record" value="{there.pk}"' in page
        assert f'name="record" value="{here.pk}" checked' in page

    def test_no_more_than_an_address_holds(self, operator: Client) -> None:
        here = record("Acme")
        others = range(here.pk + 1, here.pk + 401)
        page = operator.get(PAGE, {"record": others}).text
        assert page.count('type="hidden" name="record"') == 300
        assert "100 were let go" in page

    def test_they_outlast_a_search_that_finds_nothing(self, operator: Client) -> None:
        there = record("Globex")
        page = operator.get(f"{PAGE}?q=nobody&record={there.pk}").text
        assert "Nothing found" in page
        assert f'type="hidden" name="record" value="{there.pk}"' in page

    def test_a_viewer_who_cannot_resync_ticks_nothing(self, viewer: Client) -> None:
        here = record("Acme")
        page = viewer.get(PAGE, {"record": [here.pk]}).text
        assert 'name="record"' not in page
