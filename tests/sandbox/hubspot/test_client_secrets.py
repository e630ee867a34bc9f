"""A client is known by the secret with which it first fetched tokens for a code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from integrations.sandbox.hubspot import kept_sessions
from tests.sandbox.hubspot.api import Answer, Api

if TYPE_CHECKING:
    from collections.abc import Mapping

CLIENT = {"client_id": "an-app", "client_secret": "hush"}
WRONG = CLIENT | {"client_secret": "wrong"}
CODE = {"grant_type": "authorization_code", "code": "c"}
BACK = "http://127.0.0.1:9/back"


@pytest.fixture
def stranger() -> Api:
    """Somebody without a token."""
    return Api(token="")


def _post(api: Api, path: str, *parts: Mapping[str, str]) -> Answer:
    form = {name: value for part in parts for name, value in part.items()}
    return api("POST", f"/oauth/{path}", urlencode(form).encode())


def _refresh(api: Api) -> dict[str, str]:
    """What renews the tokens that the client has just fetched."""
    answer = _post(api, "v1/token", CODE, CLIENT)
    assert answer.status == 200, answer.json
    token = answer.json["refresh_token"]
    return {"grant_type": "refresh_token", "refresh_token": token}


def _refused(answer: Answer) -> bool:
    """The status of the body is [mem], its form recorded of other grants."""
    told = {
        "status": "BAD_CLIENT_SECRET",
        "message": "missing or invalid client secret",
    }
    return (answer.status, answer.told) == (400, told)


def test_tokens_are_renewed_with_the_own_secret_only(stranger: Api) -> None:
    refresh = _refresh(stranger)
    assert _refused(_post(stranger, "v1/token", refresh, WRONG))
    assert _post(stranger, "v1/token", refresh, CLIENT).status == 200


def test_a_code_is_fetched_with_the_own_secret_only(stranger: Api) -> None:
    _refresh(stranger)
    asked = {"client_id": "an-app", "redirect_uri": BACK, "scope": "oauth"}
    there = stranger("GET", "/oauth/authorize", **asked).headers["Location"]
    code = {"code": there.partition("code=")[2], "redirect_uri": BACK}
    assert _refused(_post(stranger, "v1/token", CODE, code, WRONG))
    assert _post(stranger, "v1/token", CODE, code, CLIENT).status == 200


@pytest.mark.parametrize("name", ["introspect", "revoke"])
def test_nobody_else_looks_at_a_token_or_ends_it(stranger: Api, name: str) -> None:
    token = {"token": _refresh(stranger)["refresh_token"]}
    assert _refused(_post(stranger, f"2026-03/token/{name}", token, WRONG))
    assert _post(stranger, f"2026-03/token/{name}", token, CLIENT).status == 200


def test_no_secret_is_a_wrong_one(stranger: Api) -> None:
    assert _refused(_post(stranger, "v1/token", CODE, {"client_id": "an-app"}))


def test_each_client_has_its_own(stranger: Api) -> None:
    _refresh(stranger)
    other = {"client_id": "other", "client_secret": "wrong"}
    assert _post(stranger, "v1/token", CODE, other).status == 200


def test_a_secret_that_fetched_nothing_is_not_remembered(stranger: Api) -> None:
    refused = _post(stranger, "v1/token", CODE, {"code": "expired"}, WRONG)
    assert refused.status == 400
    assert _post(stranger, "v1/token", CODE, CLIENT).status == 200


def test_secrets_are_kept_with_the_tokens(stranger: Api) -> None:
    refresh, sessions = _refresh(stranger), stranger.crm.sessions
    kept = kept_sessions.told(sessions)
    stranger.crm.sessions = kept_sessions.restored(kept, stranger.crm.clock)
    assert _refused(_post(stranger, "v1/token", refresh, WRONG))
    assert _post(stranger, "v1/token", refresh, CLIENT).status == 200


def test_a_file_from_before_secrets_were_kept_is_read(stranger: Api) -> None:
    refresh, sessions = _refresh(stranger), stranger.crm.sessions
    kept = kept_sessions.told(sessions)
    del kept["secrets"]
    stranger.crm.sessions = kept_sessions.restored(kept, stranger.crm.clock)
    assert _post(stranger, "v1/token", refresh, CLIENT).status == 200
