"""Finding any company or account, from every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.urls import reverse

from integrations.engine import search
from integrations.engine.selection import count_of
from integrations.models import Integration
from tests.views.builders import person, record

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

SUGGESTIONS = "/search/suggestions/"
ACCOUNT = "001900000000777"


def suggested(client: Client, words: str, headers: dict[str, str]) -> list[str]:
    page = client.get(SUGGESTIONS, {"q": words}, headers=headers).text
    return re.findall(r'<span>([^<]+)</span>\s*<span class="code-name">', page)


@pytest.mark.parametrize(
    "words",
    [
        "acm",
        "CORP",
        "corp acme",
        "societe",
        "Société  &",
        "acme.ex",
        "4242",
        ACCOUNT,
        f" {ACCOUNT}AAA ",
    ],
)
def test_any_word_the_domain_or_either_id_finds_a_record(
    viewer: Client, headers: dict[str, str], words: str
) -> None:
    ids = {"account_id": f"{ACCOUNT}AAA", "company_id": "4242"}
    record("Société Acme Corporation", domain="acme.example", **ids)
    record("Globex", domain="globex.example")
    assert suggested(viewer, words, headers) == ["Société Acme Corporation"]


@pytest.mark.parametrize(
    "words", ["", " ", "cme", "4241", "acme globex", "&", "\x00", "9" * 300, "0" * 15]
)
def test_what_no_record_has_finds_none(
    viewer: Client, headers: dict[str, str], words: str
) -> None:
    record("Acme", company_id="4242")
    record("Globex")
    assert suggested(viewer, words, headers) == []


def test_the_id_itself_comes_first_then_names_that_begin_so(
    viewer: Client, headers: dict[str, str]
) -> None:
    record("The 4242 club")
    record("4242 Labs")
    record("Globex", company_id="4242")
    found = suggested(viewer, "4242", headers)
    assert found == ["Globex", "4242 Labs", "The 4242 club"]


def test_more_than_fit_are_shown_by_the_list_of_companies(
    viewer: Client, headers: dict[str, str]
) -> None:
    for number in range(9):
        record(f"Acme {number}")
    page = viewer.get(SUGGESTIONS, {"q": "acme"}, headers=headers).text
    assert len(re.findall("<span>Acme", page)) == 8
    assert f'href="{reverse("companies")}?q=acme"' in page


def test_names_show_as_they_are_written(
    viewer: Client, headers: dict[str, str]
) -> None:
    record("<b>Acme</b>")
    page = viewer.get(SUGGESTIONS, {"q": "b"}, headers=headers).text
    assert "&lt;b&gt;Acme" in page
    assert "<b>" not in page


def test_htmx_gets_the_suggestions_alone_and_how_many(viewer: Client) -> None:
    record("Acme")
    answer = viewer.get(SUGGESTIONS, {"q": "ac"}, headers={"HX-Request": "true"})
    assert "<h1" not in answer.text
    assert 'id="found" hx-swap-oob="innerHTML">1 found<' in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_the_form_leads_straight_to_the_only_record(viewer: Client) -> None:
    only = record("Acme")
    account = record("Globex", company_id=None)
    answer = viewer.get("/search/", {"q": "acm"})
    assert answer.headers["Location"] == reverse("company", args=[only.company_id])
    answer = viewer.get("/search/", {"q": str(account.account_id)[:15]})
    assert answer.headers["Location"] == reverse("account", args=[account.account_id])


@pytest.mark.parametrize("words", ["acme", "initech", "", "a&b=c"])
def test_the_form_leads_to_the_list_of_several_or_none(
    viewer: Client, words: str
) -> None:
    record("Acme One")
    record("Acme Two")
    answer = viewer.get("/search/", {"q": words})
    wanted = quote(words, safe="")
    assert answer.headers["Location"] == f"{reverse('companies')}?q={wanted}"


@pytest.mark.parametrize("path", ["/search/?q=acme", f"{SUGGESTIONS}?q=acme", "/bar/"])
def test_a_person_without_a_role_finds_nothing(
    client: Client, db: None, headers: dict[str, str], path: str
) -> None:
    record("Acme")
    client.force_login(person())
    answer = client.get(path, headers=headers)
    assert answer.status_code == 403
    assert "the role Viewer" in answer.text


@pytest.mark.parametrize(("number", "is_cut"), [(4, True), (3, False)])
def test_the_list_says_when_it_shows_only_the_first_of_too_many(
    viewer: Client,
    headers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    is_cut: object,
) -> None:
    monkeypatch.setattr(search, "SHOWN", 3)
    for each in range(number):
        record(f"Acme {each}")
    record("Globex")
    page = viewer.get(reverse("companies"), {"q": "acme"}, headers=headers).text
    assert ("Type more of the name." in page) is is_cut
    assert "Globex" not in page
    everything = viewer.get(reverse("companies"), headers=headers).text
    assert "Type more of the name." not in everything


def test_a_resync_of_all_found_takes_those_the_list_does_not_show(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SHOWN", 3)
    for number in range(5):
        record(f"Acme {number}")
    record("Globex")
    assert count_of(Integration.current(), {"filter": {"q": "acme"}}) == 5


def test_suggestions_cost_a_fixed_number_of_queries(
    viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        record(f"Acme {number}")
    with django_assert_max_num_queries(10):
        viewer.get(SUGGESTIONS, {"q": "acme"}, headers={"HX-Request": "true"})
