"""The form that comes when the session is over, and what becomes of it."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.views.builders import connection, person

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

pytestmark = pytest.mark.django_db

PASSWORD = "a long passphrase"
LOGIN, BUDGET = reverse("login"), reverse("budget")
UNSENT = re.compile(r'name="unsent" value="([^"]+)"')


@pytest.fixture
def ann() -> User:
    made = person("Admin")
    made.set_password(PASSWORD)
    made.save()
    return made


def sent_too_late(client: Client, path: str, typed: dict[str, str], page: str) -> str:
    answer = client.post(path, typed, headers={"Referer": page})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    [unsent] = UNSENT.findall(answer.text)
    assert isinstance(unsent, str)
    return unsent


def signed_in(client: Client, who: User, unsent: str) -> str:
    typed = {"username": who.username, "password": PASSWORD, "unsent": unsent}
    return client.post(LOGIN, typed, follow=True).text


def test_what_was_typed_is_offered_after_the_login(client: Client, ann: User) -> None:
    typed = {"salesforce": '5"<b>', "next": "a\nb"}
    page = f"http://testserver{BUDGET}?a=1"
    text = signed_in(client, ann, sent_too_late(client, BUDGET, typed, page))
    assert f'action="{BUDGET}"' in text
    assert 'name="salesforce" value="5&quot;&lt;b&gt;"' in text
    assert 'name="next" value="a\nb"' in text
    assert f'href="{BUDGET}?a=1"' in text


def test_what_would_be_sent_is_shown_with_its_page(client: Client, ann: User) -> None:
    typed = {"salesforce_calls": "<5>", "seen": "c0ffee", "client_secret": "s3cret"}
    text = signed_in(
        client, ann, sent_too_late(client, BUDGET, typed, f"http://testserver{BUDGET}")
    )
    read = re.sub(r"\s+", " ", text)
    assert f"on this page: {BUDGET}" in read
    assert "<dt>Salesforce calls</dt> <dd>&lt;5&gt;</dd>" in read
    assert "<dd>c0ffee" not in read
    assert "s3cret" not in read


def test_a_form_without_fields_says_so(client: Client, ann: User) -> None:
    text = signed_in(client, ann, sent_too_late(client, BUDGET, {}, ""))
    assert "Nothing was typed in it" in text


def test_it_is_offered_to_somebody_who_signed_in_in_another_tab(
    client: Client, ann: User
) -> None:
    unsent = sent_too_late(client, BUDGET, {"salesforce": "5"}, "")
    client.force_login(ann)
    assert 'value="5"' in client.post(LOGIN, {"unsent": unsent}).text


def test_secrets_and_old_tokens_are_not_written_into_the_page(
    client: Client, ann: User
) -> None:
    connection("salesforce")
    path = reverse("connection-replace", args=["salesforce"])
    secrets = {"token": "s3cret-1", "client_secret": "s3cret-2"}
    secrets |= {"private_key": "s3cret-3", "csrfmiddlewaretoken": "s3cret-4"}
    typed = {"way": "jwt", "username": "ann@crm.example", **secrets}
    text = signed_in(client, ann, sent_too_late(client, path, typed, ""))
    assert 'value="ann@crm.example"' in text
    assert "s3cret" not in text


@pytest.mark.parametrize("unsent", ["", "nonsense", "eyJwYXRoIjoiLyJ9:1vYx:abc"])
def test_what_is_not_ours_is_no_reason_to_stay(
    client: Client, ann: User, unsent: str
) -> None:
    typed = {"username": ann.username, "password": PASSWORD, "unsent": unsent}
    answer = client.post(LOGIN, {**typed, "next": BUDGET})
    assert answer.headers["Location"] == BUDGET


@pytest.mark.parametrize("left", ["https://evil.example/x", "", "nonsense:"])
def test_the_way_back_is_never_a_foreign_page(
    client: Client, ann: User, left: str
) -> None:
    text = signed_in(client, ann, sent_too_late(client, BUDGET, {}, left))
    assert "evil.example" not in text
    assert 'href="/"' in text


def test_logging_out_twice_is_logging_out(client: Client) -> None:
    assert client.post(reverse("logout")).headers["Location"] == LOGIN
