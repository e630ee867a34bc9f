from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from integrations.models import Record
from tests.views.builders import (
    change,
    connect_both,
    outcome,
    person,
    record,
    run,
    sync_error,
)

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries


def page_of(record: Record) -> str:
    return reverse("company", args=[record.company_id])


def test_the_card_links_to_both_crms(viewer: Client) -> None:
    connect_both()
    acme = record("Acme")
    page = viewer.get(page_of(acme)).text
    assert f"https://salesforce.example/{acme.account_id}" in page
    assert f"https://hubspot.example/{acme.company_id}" in page


def test_an_error_stands_with_its_remedy_until_it_is_solved(viewer: Client) -> None:
    acme = record("Acme", status=Record.Status.FAILING)
    error = sync_error(acme, "Add “Apparel” to the picklist.", raw="BAD_VALUE: Apparel")
    page = viewer.get(page_of(acme)).text
    assert "Add “Apparel” to the picklist." in page
    assert "BAD_VALUE: Apparel" in page
    error.solved_at = error.last_seen
    error.save()
    assert "Apparel" not in viewer.get(page_of(acme)).text


def test_the_history_tells_who_changed_what(
    viewer: Client, headers: dict[str, str]
) -> None:
    connect_both("Industry")
    ann, acme = person("Operator"), record("Acme")
    sync = run(cause="person", user=ann)
    outcome(acme, sync, "updated", changes=[change("industry", "Old", None)])
    page = viewer.get(page_of(acme), headers=headers).text
    for part in ("Industry", "Old", "blank", "in HubSpot", str(sync), ann.username):
        assert part in page


def test_the_history_leaves_out_what_wrote_nothing(viewer: Client) -> None:
    acme = record("Acme")
    outcome(acme, run(), "unchanged")
    assert "No sync has written a value" in viewer.get(page_of(acme)).text


def test_the_history_tells_what_a_person_did_without_a_sync(viewer: Client) -> None:
    acme = record("Acme")
    by_hand = run("by_hand", cause="person")
    outcome(acme, by_hand, "unchanged", message="Sync errors dismissed by ann.")
    page = viewer.get(page_of(acme)).text
    assert "Sync errors dismissed by ann." in page
    assert "By hand" in page
    assert "No sync has written a value" not in page


def test_what_a_dry_run_would_do_is_no_part_of_the_record(viewer: Client) -> None:
    acme, real, dry = record("Acme"), run(), run(dry_run=True)
    outcome(acme, real, "created", changes=[change("name", None, "Acme")])
    outcome(acme, dry, "updated", changes=[change("name", "Acme", "Never")])
    page = viewer.get(page_of(acme)).text
    assert page.count(f">{real}</a>") == 2
    assert f">{dry}</a>" not in page
    assert "Never" not in page


def test_an_older_page_of_the_history_follows(viewer: Client) -> None:
    acme, sync = record("Acme"), run()
    for number in range(21):
        outcome(acme, sync, changes=[change("name", None, f"Value {number}")])
    first = viewer.get(page_of(acme)).text
    assert "Value 20<" in first
    assert "Value 0<" not in first
    assert 'rel="next"' in first


def test_an_account_without_company_has_a_page(viewer: Client) -> None:
    lonely = record("Lonely", company_id=None)
    answer = viewer.get(reverse("account", args=[lonely.account_id]))
    assert "Lonely" in answer.text


def test_the_page_of_a_linked_account_is_its_companys(viewer: Client) -> None:
    acme = record("Acme")
    answer = viewer.get(reverse("account", args=[acme.account_id]))
    assert answer.headers["Location"] == page_of(acme)


@pytest.mark.parametrize("name", ["company", "account"])
def test_an_unknown_record_is_not_found(viewer: Client, name: str) -> None:
    answer = viewer.get(reverse(name, args=["123"]))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "There is nothing here" in answer.text


def test_the_record_costs_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    acme = record("Acme")
    for _ in range(15):
        outcome(acme, run(), changes=[change("name", None, "Acme")])
    with django_assert_max_num_queries(15):
        viewer.get(page_of(acme))


def menu(client: Client, of: Record) -> str:
    """The entries of Actions, and not the rest of the page."""
    return client.get(page_of(of)).text.partition('class="menu"')[2].split("</ul>")[0]


def test_the_actions_of_a_linked_record_need_no_script(operator: Client) -> None:
    connect_both()
    acme = record("Acme")
    entries = menu(operator, acme)
    for part in (
        reverse("record-values", args=[acme.pk]),
        reverse("why", args=[acme.company_id]),
        reverse("record-unlink", args=[acme.pk]),
        f"https://salesforce.example/{acme.account_id}",
        f"https://hubspot.example/{acme.company_id}",
    ):
        assert f'href="{part}"' in entries


def test_a_viewer_is_offered_nothing_he_may_not_do(viewer: Client) -> None:
    entries = menu(viewer, record("Acme"))
    assert "Why?" in entries
    assert "Unlink" not in entries
    assert "<form" not in entries


def test_a_record_without_a_partner_has_nothing_to_unlink(operator: Client) -> None:
    connect_both()
    entries = menu(operator, record("Acme", account_id=None))
    assert "Unlink" not in entries
    assert "View in Salesforce" not in entries


def test_a_possible_duplicate_says_so_above_all(viewer: Client) -> None:
    acme = record("Acme", status=Record.Status.DUPLICATE)
    page = viewer.get(page_of(acme)).text
    assert "Several records may be its partner" in page
    other = viewer.get(page_of(record("Globex"))).text
    assert "Several records may be its partner" not in other
