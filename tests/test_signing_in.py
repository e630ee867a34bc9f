from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, get_resolver, reverse

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {"healthz", "login", "logout", "set_language"}
ASKED_BY_MACHINES = {"metrics"}


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada", password="a long passphrase")


def sign_in(client: Client, password: str) -> int:
    answer = client.post(reverse("login"), {"username": "ada", "password": password})
    return answer.status_code


def test_the_right_password_signs_in(client: Client, ada: User) -> None:
    assert sign_in(client, "a long passphrase") == HTTPStatus.FOUND
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_ten_wrong_passwords_lock_the_name_out_even_for_the_right_one(
    client: Client, ada: User
) -> None:
    for _ in range(10):
        sign_in(client, "a guess")
    assert sign_in(client, "a long passphrase") == HTTPStatus.TOO_MANY_REQUESTS


def test_nine_wrong_passwords_do_not(client: Client, ada: User) -> None:
    for _ in range(9):
        assert sign_in(client, "a guess") == HTTPStatus.OK
    assert sign_in(client, "a long passphrase") == HTTPStatus.FOUND


def test_signing_out_is_asked_for_with_post_only(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.get(reverse("logout")).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post(reverse("logout")).status_code == HTTPStatus.FOUND
    assert "_auth_user_id" not in client.session


def test_every_other_page_sends_a_stranger_to_the_sign_in_page(client: Client) -> None:
    for page in pages_without_arguments():
        answer = client.get(page)
        assert answer.status_code == HTTPStatus.FOUND, page
        assert answer.headers["Location"].startswith(reverse("login")), page


def test_a_machine_without_a_token_is_refused(client: Client) -> None:
    assert client.get(reverse("metrics")).status_code == HTTPStatus.UNAUTHORIZED


def pages_without_arguments() -> list[str]:
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    pages = []
    for name in sorted(named - OPEN_TO_ALL - ASKED_BY_MACHINES):
        with suppress(NoReverseMatch):
            pages.append(reverse(name))
    return pages


def test_the_content_security_policy_lets_nothing_inline_or_foreign_in(
    client: Client,
) -> None:
    policy = client.get(reverse("login")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_stranger_may_choose_the_language_of_the_sign_in_page(
    client: Client,
) -> None:
    client.post(reverse("set_language"), {"language": "it", "next": reverse("login")})
    answer = client.get(reverse("login"))
    assert answer.headers["Content-Language"] == "it"


def test_too_many_wrong_passwords_are_answered_with_what_to_do(client: Client) -> None:
    wrong = {"username": "somebody", "password": "a guess"}
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("login"), wrong)
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "15 minutes" in answer.content.decode()
