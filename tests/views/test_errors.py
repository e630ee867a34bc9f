"""The page of sync errors: cards, causes, search (E2, E3)."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from integrations.models import SyncError
from tests.views.builders import (
    record,
    sync_error,
    turn_on,
)
from tests.views.failures import (
    CAUSE,
    GROUP,
    LATE,
    PAGE,
    dismissed,
    failing,
)

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries


def cards(page: str) -> list[tuple[str, str, str]]:
    """Each card's label, errors and affected records."""
    found = re.findall(
        r'class="tile".*?<span>([^<]+)</span>\s*<strong>([^<]+)</strong>\s*'
        r"<span[^>]*>([^<]+)</span>",
        page,
        re.S,
    )
    return [(label.strip(), errors, records) for label, errors, records in found]


def said(answer: Answer) -> str:
    """Whatever the page says, in one line."""
    return " ".join(answer.text.split())


def test_a_card_tells_errors_and_affected_records(
    viewer: Client, headers: dict[str, str]
) -> None:
    first = failing()
    sync_error(first.record, "Too long.", code="too_long", category="value")
    sync_error(first.record, "No date.", code="not_a_date", category="value")
    assert cards(viewer.get(PAGE, headers=headers).text) == [
        ("All error types", "3 errors", "1 affected record"),
        ("Picklist", "1 error", "1 affected record"),
        ("Property value", "2 errors", "1 affected record"),
    ]


def test_errors_with_one_cause_are_one_line(
    viewer: Client, headers: dict[str, str]
) -> None:
    for name in ("Acme", "Globex"):
        failing(name, f"'{name}' has no value in Salesforce's Industry.")
    page = viewer.get(PAGE, headers=headers).text
    assert page.count("has no value in Salesforce&#x27;s Industry.") == 1
    assert '"Records">2<' in page.replace("'", '"')


@pytest.mark.parametrize("address", [PAGE, f"{GROUP}?cause={CAUSE}"])
def test_a_value_that_all_records_of_a_cause_hold_is_in_its_text(
    viewer: Client, headers: dict[str, str], address: str
) -> None:
    for name in ("Acme", "Globex"):
        failing(name, value="Apparel")
    page = said(viewer.get(address, headers=headers))
    assert "&#x27;Apparel&#x27; has no value in Salesforce&#x27;s Industry." in page
    assert "Values:" not in page


@pytest.mark.parametrize("address", [PAGE, f"{GROUP}?cause={CAUSE}"])
def test_of_several_values_those_that_most_records_hold_are_told_with_how_many(
    viewer: Client, headers: dict[str, str], address: str
) -> None:
    for number, value in enumerate(["Other", "Misc", "Other", "Rare", "Seldom"]):
        failing(str(number), f"'{value}' has no value in Industry.", value=value)
    page = said(viewer.get(address, headers=headers))
    assert "&#x27;…&#x27; has no value in Industry." in page
    told = "Values: 'Other' (2), 'Misc' (1), 'Rare' (1) and others"
    assert told in page


def test_a_value_that_not_all_records_of_a_cause_tell_is_not_said_of_all(
    viewer: Client,
) -> None:
    failing("Acme", value="")
    failing("Globex", value="Apparel")
    page = said(viewer.get(PAGE))
    assert "Values: 'Apparel' (1) and others" in page
    assert "&#x27;Apparel&#x27; has no value" not in page


def test_a_long_value_is_told_by_its_beginning(viewer: Client) -> None:
    failing("Acme", "It is too long.", value="x" * 500)
    assert f"Values: '{'x' * 80}…' (1)" in said(viewer.get(PAGE))


def test_the_values_of_all_causes_take_one_query(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        failing(str(number), value=str(number), cause=str(number))
    with django_assert_max_num_queries(12):
        viewer.get(PAGE)


def test_the_causes_with_the_most_errors_come_first(viewer: Client) -> None:
    failing("Acme", "Rare.", cause="rare")
    for name in ("Globex", "Initech"):
        failing(name, "Common.", cause="common")
    page = viewer.get(PAGE).text
    assert page.index("Common.") < page.index("Rare.")


def test_a_card_leads_to_its_errors_alone(viewer: Client) -> None:
    failing()
    failing("Globex", "Too long.", category="value", cause="long")
    page = viewer.get(PAGE, {"category": "value"})
    assert "Too long." in page.text
    assert "has no value" not in page.text
    assert "1 error <" in said(page)


@pytest.mark.parametrize("words", ["globex", "too long", "cityX", "city", "TOO_LONG"])
def test_an_error_is_found_by_record_message_value_field_or_code(
    viewer: Client, words: str
) -> None:
    failing()
    values = {"category": "value", "cause": "long", "code": "too_long"}
    failing("Globex", "Too long.", value="CITYX", **{**values, "property": "city"})
    page = viewer.get(PAGE, {"q": words}).text
    assert "Too long." in page
    assert "has no value" not in page


def test_solved_and_dismissed_errors_are_not_listed(
    viewer: Client, headers: dict[str, str]
) -> None:
    failing("Acme", "Solved.", solved_at=LATE)
    dismissed("Globex", message="Dismissed.")
    page = viewer.get(PAGE, headers=headers).text
    assert "Solved." not in page
    assert "Dismissed." not in page
    shown = viewer.get(PAGE, {"state": "dismissed"}, headers=headers).text
    assert "Dismissed." in shown
    assert "Solved." not in shown


def test_without_errors_all_is_well_while_the_toggle_is_on(viewer: Client) -> None:
    assert "All is well" not in viewer.get(PAGE).text
    assert "Sync companies is off" in viewer.get(PAGE).text
    turn_on()
    assert "All is well" in viewer.get(PAGE).text


def test_with_none_but_dismissed_errors_it_does_not_say_that_all_is_synced(
    viewer: Client, headers: dict[str, str]
) -> None:
    turn_on()
    dismissed()
    page = viewer.get(PAGE, headers=headers).text
    assert "All is well" not in page
    assert "<h2>No open errors</h2>" in page
    there = f'<a class="button" href="{PAGE}?state=dismissed">Show dismissed errors</a>'
    assert there in page
    shown = viewer.get(PAGE, {"q": "zzz"}, headers=headers).text
    assert "Nothing found" in shown


def test_a_search_without_result_does_not_say_that_all_is_well(
    viewer: Client,
) -> None:
    turn_on()
    failing()
    page = viewer.get(PAGE, {"q": "zzz"}).text
    assert "Nothing found" in page
    assert "All is well" not in page


def test_every_cause_is_listed_once_over_the_pages(viewer: Client) -> None:
    of = record()
    for number in range(120):
        values = {"code": f"C{number}", "cause": f"cause {number}"}
        sync_error(of, f"Message{number}.", **values)
    found: list[list[str]] = []
    query: dict[str, str] = {}
    while True:
        page = viewer.get(PAGE, query).text
        found.append(re.findall(r">(Message…?\d*)\.<", page))
        after = re.search(r'after=(\d+)"[^>]* rel="next"', page)
        if not after:
            break
        query = {"after": after[1]}
    assert [len(part) for part in found] == [50, 50, 20]
    assert len({text for part in found for text in part}) == 120


@pytest.mark.parametrize("cursor", ["", "x", "-1", "9" * 40])
def test_a_page_nobody_can_read_is_no_error(viewer: Client, cursor: str) -> None:
    failing()
    for page in (PAGE, GROUP):
        answer = viewer.get(page, {"after": cursor, "cause": CAUSE})
        assert answer.status_code == HTTPStatus.OK


def test_the_list_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        failing(cause=f"cause {number}")
    with django_assert_max_num_queries(13):
        viewer.get(PAGE)


def test_the_navigation_counts_the_open_errors(viewer: Client) -> None:
    assert "</span>2<span" not in viewer.get(PAGE).text
    failing()
    failing("Globex")
    dismissed("Initech")
    assert "</span>2<span" in viewer.get(PAGE).text


def test_the_navigation_counts_no_further_than_it_has_room_for(
    viewer: Client,
) -> None:
    of = record()
    SyncError.objects.bulk_create(
        SyncError(
            integration=of.integration,
            record=of,
            code=f"C{number}",
            message="No.",
            first_seen=LATE,
            last_seen=LATE,
        )
        for number in range(1_001)
    )
    assert "</span>999+<span" in viewer.get(GROUP, {"cause": "other"}).text


@pytest.mark.parametrize("name", [PAGE, GROUP])
def test_a_viewer_sees_no_button_he_may_not_press(viewer: Client, name: str) -> None:
    failing()
    page = viewer.get(name, {"cause": CAUSE}).text
    assert "has no value" in page
    assert "Retry" not in page
    assert "Dismiss " not in page
    assert "checkbox" not in page
    assert "Export errors" in page


def test_htmx_gets_the_list_alone(viewer: Client) -> None:
    failing()
    for page in (PAGE, GROUP):
        query = {"cause": CAUSE}
        part = viewer.get(page, query, headers={"HX-Request": "true"}).text
        assert "<h1" not in part
        assert 'id="list"' in part


def test_the_records_page_shows_its_open_errors_with_what_to_do(
    viewer: Client,
) -> None:
    of = failing().record
    facts = {"code": "too_long", "category": "value", "dismissed_at": LATE}
    sync_error(of, "Dismissed message.", **facts)
    page = viewer.get(f"/crm/companies/{of.company_id}/").text
    assert "value map of this mapping" in page
    assert "Dismissed message." not in page


def test_what_others_wrote_is_shown_as_text(viewer: Client) -> None:
    nasty = "<script>alert(1)</script>"
    failing(nasty, f"No {nasty}.", value="<b>", raw=nasty)
    for page in (PAGE, GROUP):
        shown = viewer.get(page, {"cause": CAUSE}).text
        assert nasty not in shown
        assert "&lt;script&gt;" in shown
