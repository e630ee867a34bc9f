"""Consent, introspection and the end of tokens (reference, section 2.8)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hubspot.utils.oauth import get_auth_url

from tests.sandbox.hubspot.api import Answer, Api

CLIENT = {"client_id": "id", "client_secret": "secret"}
BACK = "http://127.0.0.1:9/back?from=hubspot"
COMPANIES = "/crm/v3/objects/companies"


@pytest.fixture
def stranger() -> Api:
    """Somebody without a token."""
    return Api(token="")


def _post(api: Api, path: str, **form: str) -> Answer:
    return api("POST", path, urlencode(CLIENT | form).encode())


def _agreed(api: Api, **more: str) -> dict[str, list[str]]:
    """What the browser brings back."""
    address = urlsplit(
        get_auth_url(
            scope=("crm.objects.companies.read",),
            client_id="id",
            redirect_uri=BACK,
            **more,
        )
    )
    answer = api("GET", address.path, **parse_qs(address.query))
    assert answer.status == 302
    assert answer.headers["Location"].startswith(BACK)
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def _tokens(api: Api) -> dict[str, Any]:
    code = _agreed(api)["code"][0]
    more = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    answer = _post(api, "/oauth/v1/token", **more)
    assert answer.status == 200, answer.json
    return dict(answer.json)


def test_doc_consent_leads_back_with_a_code_and_the_state(stranger: Api) -> None:
    back = _agreed(stranger, state="x y")
    assert back["state"] == ["x y"]
    assert len(back["code"]) == 1


def test_doc_the_scopes_agreed_to_are_the_tokens(stranger: Api) -> None:
    assert _tokens(stranger)["scopes"] == ["oauth", "crm.objects.companies.read"]


def test_doc_an_issued_token_opens_the_account(stranger: Api) -> None:
    token = _tokens(stranger)["access_token"]
    assert Api(stranger.crm, token)("GET", COMPANIES).status == 200


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"client_id": "other", "redirect_uri": BACK}, "BAD_CLIENT_ID"),
        ({"redirect_uri": "http://else.example"}, "MISMATCH_REDIRECT_URI_AUTH_CODE"),
        ({"code": "expired", "redirect_uri": BACK}, "BAD_AUTH_CODE"),
    ],
    ids=["rec another client", "mem another address", "mem no code"],
)
def test_a_code_serves_whom_it_was_meant_for(
    stranger: Api, more: dict[str, str], status: str
) -> None:
    code = _agreed(stranger)["code"][0]
    form = {"grant_type": "authorization_code", "code": code} | more
    answer = _post(stranger, "/oauth/v1/token", **form)
    assert (answer.status, answer.json["status"]) == (400, status)


def test_doc_a_code_serves_once(stranger: Api) -> None:
    code = _agreed(stranger)["code"][0]
    more = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    assert _post(stranger, "/oauth/v1/token", **more).status == 200
    assert _post(stranger, "/oauth/v1/token", **more).json["status"] == "BAD_AUTH_CODE"


def test_consent_needs_its_parameters(stranger: Api) -> None:
    answer = stranger("GET", "/oauth/authorize", client_id="id")
    assert answer.status == 400
    assert "redirect_uri, scope" in answer.json["message"]
    challenged = {"client_id": "id", "redirect_uri": BACK, "scope": "oauth"}
    more = {"code_challenge": "x"}
    assert stranger("GET", "/oauth/authorize", **challenged, **more).status == 501


@pytest.mark.parametrize("version", ["v3", "2026-03", "2026-09"])
def test_spec_a_token_is_introspected_and_revoked(stranger: Api, version: str) -> None:
    tokens, path = _tokens(stranger), f"/oauth/{version}/token"
    for name in ("access_token", "refresh_token"):
        token = {"token": tokens[name], "token_type_hint": name}
        before = _post(stranger, f"{path}/introspect", **token).json
        assert _post(stranger, f"{path}/revoke", **token).status == 200
        after = _post(stranger, f"{path}/introspect", **token).json
        assert (before["active"], after) == (True, {"active": False})


def test_spec_introspection_needs_the_client(stranger: Api) -> None:
    answer = stranger("POST", "/oauth/2026-09/token/introspect", b"token=x")
    assert answer.json["status"] == "BAD_CLIENT_ID"


def test_rec_a_revoked_refresh_token_is_refused(stranger: Api) -> None:
    token = _tokens(stranger)["refresh_token"]
    _post(stranger, "/oauth/2026-03/token/revoke", token=token)
    form = {"grant_type": "refresh_token", "refresh_token": token}
    answer = _post(stranger, "/oauth/v1/token", **form)
    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")


def test_mem_a_revoked_access_token_is_over(stranger: Api) -> None:
    token = _tokens(stranger)["access_token"]
    _post(stranger, "/oauth/2026-03/token/revoke", token=token)
    answer = Api(stranger.crm, token)("GET", COMPANIES)
    assert (answer.status, answer.json["category"]) == (401, "EXPIRED_AUTHENTICATION")


def test_spec_tokens_tell_of_themselves(stranger: Api) -> None:
    tokens = _tokens(stranger)
    access = stranger("GET", f"/oauth/v1/access-tokens/{tokens['access_token']}").json
    for name in ("app_id", "expires_in", "hub_id", "scopes", "token", "user_id"):
        assert access[name]
    path = f"/oauth/v1/refresh-tokens/{tokens['refresh_token']}"
    assert stranger("GET", path).json["client_id"] == "id"
    assert stranger("DELETE", path).status == 204
    assert stranger("GET", path).status == 404
    assert stranger("GET", "/oauth/v1/access-tokens/unknown").status == 404


def test_spec_access_tokens_outlive_a_deleted_refresh_token(stranger: Api) -> None:
    tokens = _tokens(stranger)
    stranger("DELETE", f"/oauth/v1/refresh-tokens/{tokens['refresh_token']}")
    answer = Api(stranger.crm, tokens["access_token"])("GET", COMPANIES)
    assert answer.status == 200
