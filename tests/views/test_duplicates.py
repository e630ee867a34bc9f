from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from integrations.models import Record
from tests.engine.conftest import empty_world, world
from tests.views.builders import connect_both, record, turn_on

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.engine.world import World

__all__ = ["empty_world", "world"]
LIST = "/crm/companies/duplicates/"
ACTIONS = ["link", "merge", "create", "leave", "take-back"]


def candidate(id_: str, name: str, score: int = 80, *points: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "score": score, "points": list(points)}


def waiting(name: str = "Acme", **values: Any) -> Record:
    facts: dict[str, Any] = {
        "company_id": None,
        "status": Record.Status.DUPLICATE,
        "reason": "duplicate",
        "message": "Several companies may be this account.",
        "candidates": [
            candidate("71", "Acme Ltd", 80, "Same domain: acme.example"),
            candidate("72", "Acme Old", 40, "Names 72 % alike: Acme, Acme Old"),
        ],
    }
    return record(name, **{**facts, **values})


def address(row: Record, action: str) -> str:
    return reverse("duplicate", args=[row.pk, action])


def test_each_record_shows_its_candidates_and_what_speaks_for_them(
    viewer: Client, headers: dict[str, str]
) -> None:
    connect_both()
    waiting("Acme", domain="acme.example")
    page = viewer.get(LIST, headers=headers).text
    for part in (
        "Acme Ltd",
        "80 of 100",
        "Same domain: acme.example",
        "Names 72 % alike",
        "Several companies may be this account.",
        "https://hubspot.example/71",
    ):
        assert part in page


def test_a_viewer_reads_but_decides_nothing(viewer: Client) -> None:
    row = waiting()
    page = viewer.get(LIST).text
    assert "Link to this one" not in page
    assert "Create new" not in page
    for action in ACTIONS:
        for ask in (viewer.get, viewer.post):
            assert ask(address(row, action)).status_code == HTTPStatus.FORBIDDEN
    row.refresh_from_db()
    assert (row.status, row.decision) == (Record.Status.DUPLICATE, "")


def test_an_operator_gets_the_decisions(operator: Client) -> None:
    row = waiting()
    page = operator.get(LIST).text
    assert f"{address(row, 'link')}?partner=71" in page
    assert address(row, "create") in page
    assert address(row, "leave") in page


def test_what_merged_accounts_left_over_can_be_merged_only(operator: Client) -> None:
    left_over: dict[str, Any] = {
        "account_id": None,
        "company_id": "70",
        "reason": "accounts_merged",
    }
    row = waiting(**left_over, candidates=[candidate("71", "Acme Ltd")])
    page = operator.get(LIST).text
    assert address(row, "merge") in page
    assert "Link to this one" not in page
    asked = operator.get(address(row, "merge")).text
    assert "HubSpot cannot undo a merge." in asked
    assert "71" in asked


def test_what_merged_companies_left_over_cannot_be_linked(operator: Client) -> None:
    waiting(reason="companies_merged", candidates=[candidate("71", "Acme Ltd")])
    page = operator.get(LIST).text
    assert "Linked to another account" in page
    assert "Link to this one" not in page


def test_it_says_when_nothing_is_to_decide(viewer: Client) -> None:
    record("Fine")
    assert "Nothing to decide" in viewer.get(LIST).text
    assert "Nothing was left" in viewer.get(f"{LIST}?state=left").text
    assert "Nothing found" in viewer.get(f"{LIST}?q=zzz").text


def test_left_records_are_listed_apart(
    operator: Client, headers: dict[str, str]
) -> None:
    waiting("Open one")
    left: dict[str, Any] = {
        "decision": "leave",
        "status": "not_linked",
        "reason": "left",
    }
    row = waiting("Left one", **left)
    record("Unlinked by hand", **{**left, "reason": "unlinked"})
    page = operator.get(LIST, headers=headers).text
    assert "Open one" in page
    assert "Left one" not in page
    page = operator.get(f"{LIST}?state=left", headers=headers).text
    assert "Left one" in page
    assert "Open one" not in page
    assert "Unlinked by hand" not in page
    assert address(row, "take-back") in page


def test_the_list_is_searched(viewer: Client, headers: dict[str, str]) -> None:
    acme, globex = waiting("Acme"), waiting("Globex")
    page = viewer.get(f"{LIST}?q={globex.account_id}", headers=headers).text
    assert "Globex" in page
    assert f"record-{acme.pk}" not in page


def test_a_long_list_has_pages(viewer: Client) -> None:
    for place in range(21):
        waiting(f"Firm {place:02}")
    page = viewer.get(LIST)
    assert "Firm 19" in page.text
    assert "Firm 20" not in page.text
    following = viewer.get(LIST, {"after": page.context["page"].after}).text
    assert "Firm 20" in following
    assert "Firm 19" not in following


def test_more_records_cost_no_more_queries(
    operator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(20):
        waiting(f"Firm {place}")
    with django_assert_max_num_queries(12):
        operator.get(LIST)


@pytest.mark.parametrize("action", ACTIONS)
def test_each_decision_says_what_it_means_first(
    operator: Client, headers: dict[str, str], action: str
) -> None:
    page = operator.get(address(waiting(), action), headers=headers).text
    assert 'id="dialog-title"' in page
    assert 'type="submit"' in page


def test_another_decision_does_not_exist(operator: Client) -> None:
    row = waiting()
    for path in (address(row, "explode"), f"{LIST}{row.pk + 1}/link/"):
        assert operator.get(path).status_code == HTTPStatus.NOT_FOUND


def test_with_the_toggle_off_the_reason_is_told(
    operator: Client, headers: dict[str, str]
) -> None:
    row = waiting()
    answer = operator.post(address(row, "link"), {"partner": "71"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Turn on Sync companies first" in answer.text


def test_a_partner_that_is_no_candidate_is_refused(operator: Client) -> None:
    turn_on()
    row = waiting()
    answer = operator.post(address(row, "link"), {"partner": "999"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "999 is not among the candidates" in answer.text


def test_a_candidate_that_was_linked_meanwhile_is_refused(operator: Client) -> None:
    turn_on()
    row = waiting()
    other = record("Other", company_id="71")
    answer = operator.post(address(row, "link"), {"partner": "71"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"linked to account {other.account_id}" in answer.text


def test_linking_goes_to_the_record_and_syncs_it(
    operator: Client, headers: dict[str, str]
) -> None:
    turn_on()
    record("Acme Ltd", account_id=None, company_id="71")
    row = waiting()
    answer = operator.post(address(row, "link"), {"partner": "71"}, headers=headers)
    assert answer.headers["Location"] == "/crm/companies/71/"
    row.refresh_from_db()
    assert (row.company_id, row.status) == ("71", Record.Status.WAITING)
    run = row.integration.runs.get(kind="resync")
    assert run.user
    assert run.cause == "person"


def test_leaving_and_taking_back_return_to_the_list(operator: Client) -> None:
    turn_on()
    row = waiting()
    for action, status in (("leave", "not_linked"), ("take-back", "duplicate")):
        answer = operator.post(address(row, action))
        assert answer.headers["Location"] == LIST
        row.refresh_from_db()
        assert row.status == status


def test_the_page_of_a_real_sync_offers_what_it_found(
    world: World, operator: Client
) -> None:
    first = world.create_company(name="Acme Works", domain="acme-works.com")
    world.create_company(name="Acme Old", domain="acme-works.com")
    world.switch_on()
    account_id = world.create_account(Name="Acme Works", Website="acme-works.com")
    world.sync()
    page = operator.get(LIST).text
    assert "Same name: Acme Works" in page
    operator.post(address(world.record(account_id), "link"), {"partner": first})
    assert world.record(account_id).company_id == first
