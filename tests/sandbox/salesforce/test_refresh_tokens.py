"""Refresh tokens: rotated, revoked, and good for their client only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integrations.sandbox.salesforce.oauth import kept
from tests.sandbox.salesforce import signing_in
from tests.sandbox.salesforce.calling import Salesforce
from tests.sandbox.salesforce.signing_in import SECRET

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response


def _refresh(salesforce: Salesforce, token: str, **form: str) -> Response:
    grant = {"grant_type": "refresh_token", "refresh_token": token, **SECRET}
    return signing_in.token(salesforce, **{**grant, **form})


def test_doc_each_use_gives_another_refresh_token(salesforce: Salesforce) -> None:
    first = signing_in.grant(salesforce)
    second = signing_in.granted(_refresh(salesforce, first["refresh_token"]))
    third = signing_in.granted(_refresh(salesforce, second["refresh_token"]))
    tokens = [grant["refresh_token"] for grant in (first, second, third)]
    assert len(set(tokens)) == 3
    assert signing_in.status(salesforce, third["access_token"]) == 200


def test_doc_an_old_one_revokes_the_grant(salesforce: Salesforce) -> None:
    gone = ("invalid_grant", "expired access/refresh token")
    first = signing_in.grant(salesforce)
    second = signing_in.granted(_refresh(salesforce, first["refresh_token"]))
    assert signing_in.error(_refresh(salesforce, first["refresh_token"])) == gone
    assert signing_in.error(_refresh(salesforce, second["refresh_token"])) == gone
    for grant in (first, second):
        assert signing_in.status(salesforce, grant["access_token"]) == 401


def test_doc_a_revoked_refresh_token_takes_its_access_tokens_along(
    salesforce: Salesforce,
) -> None:
    grant = signing_in.grant(salesforce)
    revoked = signing_in.post(salesforce, "revoke", {"token": grant["refresh_token"]})
    assert revoked.status == 200
    assert signing_in.status(salesforce, grant["access_token"]) == 401
    gone = ("invalid_grant", "expired access/refresh token")
    assert signing_in.error(_refresh(salesforce, grant["refresh_token"])) == gone


def test_a_refresh_token_belongs_to_its_client(salesforce: Salesforce) -> None:
    grant = signing_in.grant(salesforce)
    response = _refresh(salesforce, grant["refresh_token"], client_id="other")
    assert signing_in.error(response)[0] == "invalid_grant"
    signing_in.granted(_refresh(salesforce, grant["refresh_token"]))


@pytest.mark.parametrize("secret", ["wrong", "invalid", "expired", "", None])
def test_a_refresh_token_needs_the_secret_of_its_client(
    salesforce: Salesforce, secret: str | None
) -> None:
    grant = signing_in.grant(salesforce)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": grant["refresh_token"],
        "client_id": SECRET["client_id"],
    }
    form |= {} if secret is None else {"client_secret": secret}
    response = signing_in.token(salesforce, **form)
    assert signing_in.error(response) == (
        "invalid_client",
        "invalid client credentials",
    )
    signing_in.granted(_refresh(salesforce, grant["refresh_token"]))


def test_a_client_keeps_its_secret(salesforce: Salesforce) -> None:
    grant = signing_in.grant(salesforce)
    other = Salesforce()
    kept.restore(other.crm.sign_in, kept.told(salesforce.crm.sign_in))
    response = _refresh(other, grant["refresh_token"], client_secret="wrong")
    assert signing_in.error(response)[0] == "invalid_client"
    signing_in.granted(_refresh(other, grant["refresh_token"]))


@pytest.mark.parametrize("secret", ["invalid", ""])
def test_one_entered_by_hand_goes_with_no_bad_secret(
    salesforce: Salesforce, secret: str
) -> None:
    response = _refresh(salesforce, "mine", client_secret=secret)
    assert signing_in.error(response)[0] == "invalid_client"
    signing_in.granted(_refresh(salesforce, "mine", client_secret="any"))


def test_the_secret_of_a_client_counts_in_every_flow(salesforce: Salesforce) -> None:
    signing_in.grant(salesforce)
    user = {"username": "ada", "password": "pw"}
    for form in (
        {"grant_type": "client_credentials"},
        {"grant_type": "password"} | user,
    ):
        wrong = SECRET | {"client_secret": "wrong"}
        response = signing_in.token(salesforce, **form, **wrong)
        assert signing_in.error(response)[0] == "invalid_client"
        signing_in.granted(signing_in.token(salesforce, **form, **SECRET))


def test_mem_a_sixth_grant_ends_the_oldest(salesforce: Salesforce) -> None:
    grants = [signing_in.grant(salesforce) for _ in range(6)]
    gone = ("invalid_grant", "expired access/refresh token")
    assert signing_in.error(_refresh(salesforce, grants[0]["refresh_token"])) == gone
    for grant in grants[1:]:
        signing_in.granted(_refresh(salesforce, grant["refresh_token"]))


def test_a_session_that_ended_is_renewed(salesforce: Salesforce) -> None:
    grant = signing_in.grant(salesforce)
    salesforce.crm.expire_sessions()
    assert signing_in.status(salesforce, grant["access_token"]) == 401
    renewed = signing_in.granted(_refresh(salesforce, grant["refresh_token"]))
    assert signing_in.status(salesforce, renewed["access_token"]) == 200
