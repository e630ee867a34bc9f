"""Tokens: who may call, how one is had, and whose it is."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.sandbox.salesforce.calling import Salesforce, code

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response

BASIC = {"authorization": f"Basic {b64encode(b'key:secret').decode()}"}


def _token(salesforce: Salesforce, form: dict[str, str], **headers: str) -> Response:
    plain = {"authorization": "", **headers}
    body = urlencode(form).encode()
    return salesforce.send("POST", "/services/oauth2/token", body, plain)


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({"grant_type": "client_credentials"}, BASIC),
        (
            {
                "grant_type": "client_credentials",
                "client_id": "key",
                "client_secret": "secret",
            },
            {},
        ),
        (
            {
                "grant_type": "refresh_token",
                "client_id": "key",
                "refresh_token": "anything",
            },
            {},
        ),
        (
            {
                "grant_type": "password",
                "client_id": "key",
                "client_secret": "secret",
                "username": "ada",
                "password": "pw",
            },
            {},
        ),
    ],
    ids=["basic", "client", "refresh", "password"],
)
def test_doc_credentials_give_a_token(
    salesforce: Salesforce, form: dict[str, str], headers: dict[str, str]
) -> None:
    response = _token(salesforce, form, **headers)
    body: Any = response.body
    org = salesforce.crm.org
    assert response.status == 200
    assert body["token_type"] == "Bearer"
    assert body["instance_url"] == "http://sandbox:1"
    assert body["id"] == f"http://sandbox:1/id/{org.id}/{org.user_id}"
    assert body["issued_at"].isdigit()
    assert len(body["issued_at"]) == 13
    assert "expires_in" not in body
    assert "refresh_token" not in body
    salesforce.headers["authorization"] = f"Bearer {body['access_token']}"
    assert salesforce.call("GET", "limits").status == 200


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "unsupported_grant_type"),
        ({"grant_type": "magic"}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 400, "invalid_client_id"),
        (
            {
                "grant_type": "client_credentials",
                "client_id": "key",
                "client_secret": "invalid",
            },
            401,
            "invalid_client",
        ),
        (
            {
                "grant_type": "refresh_token",
                "client_id": "key",
                "refresh_token": "expired",
            },
            400,
            "invalid_grant",
        ),
        (
            {
                "grant_type": "password",
                "client_id": "key",
                "client_secret": "secret",
                "username": "ada",
            },
            400,
            "invalid_grant",
        ),
        *(
            (
                {
                    "grant_type": "password",
                    "client_id": "key",
                    "username": "ada",
                    "password": "pw",
                    **secret,
                },
                401,
                "invalid_client",
            )
            for secret in ({}, {"client_secret": ""}, {"client_secret": "invalid"})
        ),
    ],
)
def test_bad_credentials_are_refused_with_an_object(
    salesforce: Salesforce, form: dict[str, str], status: int, error: str
) -> None:
    response = _token(salesforce, form)
    body: Any = response.body
    assert (response.status, body["error"]) == (status, error)
    assert body["error_description"]


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        ("", (401, "INVALID_SESSION_ID")),
        ("Bearer", (401, "INVALID_SESSION_ID")),
        ("Basic abc", (401, "INVALID_SESSION_ID")),
        ("Bearer expired-token", (401, "INVALID_SESSION_ID")),
        ("Bearer forbidden-token", (403, "API_DISABLED_FOR_ORG")),
    ],
)
def test_a_call_without_a_good_token_is_refused(
    salesforce: Salesforce, authorization: str, expected: tuple[int, str]
) -> None:
    salesforce.headers["authorization"] = authorization
    assert code(salesforce.call("GET", "limits")) == expected


@pytest.mark.parametrize("authorization", ["Bearer any", "OAuth any", "bearer any"])
def test_any_other_token_is_good(salesforce: Salesforce, authorization: str) -> None:
    salesforce.headers["authorization"] = authorization
    assert salesforce.call("GET", "limits").status == 200


class TestExpiry:
    def test_an_issued_token_dies_and_a_new_one_lives(
        self, salesforce: Salesforce
    ) -> None:
        for _ in range(2):
            token = _issued(salesforce)
            salesforce.headers["authorization"] = f"Bearer {token}"
            assert salesforce.call("GET", "limits").status == 200
            salesforce.crm.expire_sessions()
            assert salesforce.call("GET", "limits").status == 401
            assert salesforce.call("GET", "limits").status == 401

    def test_a_token_entered_by_hand_is_refused_once(
        self, salesforce: Salesforce
    ) -> None:
        assert salesforce.call("GET", "limits").status == 200
        salesforce.crm.expire_sessions()
        assert salesforce.call("GET", "limits").status == 401
        assert salesforce.call("GET", "limits").status == 200

    def test_the_call_that_meets_the_fault_is_refused(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.crm.expire_sessions()
        fault = {"expire_session": True}
        assert salesforce.call("GET", "limits", fault=fault).status == 401
        assert salesforce.call("GET", "limits").status == 200

    def test_a_revoked_token_is_dead(self, salesforce: Salesforce) -> None:
        token = _issued(salesforce)
        body = urlencode({"token": token}).encode()
        path = "/services/oauth2/revoke"
        assert salesforce.send("POST", path, body).status == 200
        salesforce.headers["authorization"] = f"Bearer {token}"
        assert salesforce.call("GET", "limits").status == 401


def test_userinfo_tells_whose_token_it_is(salesforce: Salesforce) -> None:
    body: Any = salesforce.send("GET", "/services/oauth2/userinfo").body
    org = salesforce.crm.org
    assert body["user_id"] == org.user_id
    assert body["organization_id"] == org.id
    assert body["email"] == "ada@northwind.example"
    assert body["sub"] == f"http://sandbox:1/id/{org.id}/{org.user_id}"
    assert body["urls"]["rest"] == "http://sandbox:1/services/data/v{version}/"


def test_the_identity_url_tells_the_user(salesforce: Salesforce) -> None:
    org = salesforce.crm.org
    path = f"/id/{org.id}/{org.user_id}"
    body: Any = salesforce.send("GET", path).body
    assert (body["user_id"], body["display_name"]) == (org.user_id, "Ada Okafor")
    assert body["urls"]["custom_domain"] == "http://sandbox:1"
    wrong = salesforce.send("GET", f"/id/00D000000000001AAA/{org.user_id}")
    unknown = salesforce.send("GET", f"/id/{org.id}/005000000000001AAA")
    assert (wrong.status, wrong.body) == (403, b"Wrong_Org")
    assert (unknown.status, unknown.body) == (404, b"Bad_Id")


def test_the_user_of_the_token_is_read_as_a_record(salesforce: Salesforce) -> None:
    me = salesforce.crm.org.user_id
    assert salesforce.read(me, "User")["Username"] == "ada@northwind.example.sandbox"
    org = salesforce.rows("SELECT Id, Name, IsSandbox FROM Organization")
    assert [row["Id"] for row in org] == [salesforce.crm.org.id]


@pytest.mark.parametrize(
    "path", ["/services/Soap/u/64.0", "/services/oauth2/introspect"]
)
def test_other_ways_in_are_named_with_501(salesforce: Salesforce, path: str) -> None:
    assert salesforce.send("GET", path).status == 501


def _issued(salesforce: Salesforce) -> str:
    response = _token(salesforce, {"grant_type": "client_credentials"}, **BASIC)
    body: Any = response.body
    return str(body["access_token"])
