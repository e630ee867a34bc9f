"""Tokens by OAuth, in both forms of the path."""

from __future__ import annotations

from tests.sandbox.hubspot.api import Answer, Api
from tests.sandbox.hubspot.facts import Fact, check, each

CLIENT = {"client_id": "id", "client_secret": "secret"}


def _token(**form: str) -> Answer:
    api = Api(token="")
    body = "&".join(f"{name}={value}" for name, value in form.items())
    return api("POST", "/oauth/v1/token", body.encode())


FACTS = (
    Fact(
        "rec",
        "a refresh token that is missing",
        lambda _: _token(grant_type="refresh_token", **CLIENT),
        400,
        {
            "status": "BAD_REFRESH_TOKEN",
            "message": "missing or invalid refresh token",
        },
    ),
    Fact(
        "rec",
        "a refresh token that was revoked",
        lambda _: _token(grant_type="refresh_token", refresh_token="revoked", **CLIENT),
        400,
        {
            "error": "invalid_grant",
            "error_description": "refresh token is invalid, expired or revoked",
            "status": "BAD_REFRESH_TOKEN",
            "message": "refresh token is invalid, expired or revoked",
        },
    ),
    Fact(
        "rec",
        "no client",
        lambda _: _token(grant_type="refresh_token", refresh_token="r"),
        400,
        {"status": "BAD_CLIENT_ID", "message": "missing or unknown client id"},
    ),
    Fact(
        "rec",
        "an unknown grant",
        lambda _: _token(grant_type="password", **CLIENT),
        400,
        {"status": "BAD_GRANT_TYPE", "message": "missing or unknown grant type"},
    ),
)


@each(FACTS)
def test_a_grant_is_refused_in_hubspots_words(fact: Fact, api: Api) -> None:
    check(fact, api)


def test_an_issued_refresh_token_serves_one_client_only() -> None:
    issued = _token(grant_type="authorization_code", code="c", **CLIENT)
    assert issued.status == 200
    api = Api(token="")
    code = b"grant_type=authorization_code&code=c&client_id=a&client_secret=s"
    token = api("POST", "/oauth/v1/token", code).json["refresh_token"]
    form = f"grant_type=refresh_token&refresh_token={token}&client_secret=s"
    answer = api("POST", "/oauth/v1/token", f"{form}&client_id=b".encode())
    assert answer.told == {
        "status": "MISMATCH_REFRESH_TOKEN_CLIENT",
        "message": "refresh token was not issued to this client",
    }
    assert api("POST", "/oauth/v1/token", f"{form}&client_id=a".encode()).status == 200
