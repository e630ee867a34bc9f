from __future__ import annotations

import threading
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from integrations.errors import Fatal, Retryable
from integrations.salesforce.auth import JWT_GRANT, TOKEN_PATH, audience, token_source
from integrations.salesforce.client import SalesforceClient
from integrations.throttle import NoThrottle
from tests.canned import html, json, serve

if TYPE_CHECKING:
    from integrations.sandbox.wire import Request, Response

SECRET = {"client_id": "key", "client_secret": "hush"}
EMPTY = {"totalSize": 0, "done": True, "records": []}
EXPIRED = [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}]


class Org:
    """Takes its newest token only."""

    def __init__(self) -> None:
        self.log_ins = 0
        self.instance_url = ""

    def __call__(self, request: Request) -> Response:
        if request.path == TOKEN_PATH:
            self.log_ins += 1
            return json(
                body={"access_token": self.token, "instance_url": self._host(request)}
            )
        if request.headers["authorization"] == f"Bearer {self.token}":
            return json(body=EMPTY)
        return json(401, EXPIRED)

    @property
    def token(self) -> str:
        return f"token-{self.log_ins}"

    def _host(self, request: Request) -> str:
        return self.instance_url or f"https://{request.headers['host']}/"


def client(url: str) -> SalesforceClient:
    tokens = token_source(url, SECRET)
    return SalesforceClient(url, tokens, throttle=NoThrottle())


@cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem() -> str:
    return (
        private_key()
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def test_a_client_id_and_secret_log_in_once_for_many_calls() -> None:
    org = Org()
    with serve(org) as (url, canned):
        salesforce = client(url)
        for _ in range(3):
            salesforce.query("SELECT Id FROM Account")
    assert org.log_ins == 1
    log_in = canned.requests[0]
    basic = b64encode(b"key:hush").decode()
    assert log_in.headers["authorization"] == f"Basic {basic}"
    assert parse_qs(log_in.body.decode()) == {"grant_type": ["client_credentials"]}
    assert salesforce.calls == 3


def test_an_ended_session_is_renewed_and_the_very_same_call_made_again() -> None:
    org = Org()
    with serve(org) as (url, canned):
        salesforce = client(url)
        salesforce.query("SELECT Id FROM Account")
        org.log_ins += 1
        salesforce.query("SELECT Id, Name FROM Account")
    first, log_in, second = canned.requests[-3:]
    assert log_in.path == TOKEN_PATH
    new_token = {"authorization": second.headers["authorization"]}
    assert {**first.headers, **new_token} == second.headers
    assert (first.method, first.path, first.query_string, first.body) == (
        second.method,
        second.path,
        second.query_string,
        second.body,
    )


def test_a_session_that_is_never_accepted_ends_after_one_renewal() -> None:
    org = Org()

    def stubborn(request: Request) -> Response:
        return org(request) if request.path == TOKEN_PATH else json(401, EXPIRED)

    with serve(stubborn) as (url, canned), pytest.raises(Fatal) as caught:
        client(url).describe()
    assert caught.value.suspends == "credentials"
    assert org.log_ins == 2
    assert len(canned.requests) == 4


def test_twenty_threads_and_one_ended_session_log_in_once() -> None:
    org = Org()
    with serve(org) as (url, _):
        salesforce = client(url)
        salesforce.query("SELECT Id FROM Account")
        org.log_ins += 1
        together = threading.Barrier(20)

        def call(_: int) -> int:
            together.wait()
            return salesforce.query("SELECT Id FROM Account").total

        with ThreadPoolExecutor(20) as pool:
            assert list(pool.map(call, range(20))) == [0] * 20
    assert org.log_ins == 3


def test_a_key_signs_in_as_the_user_it_is_for() -> None:
    credentials = {
        "client_id": "key",
        "username": "sync@acme.example",
        "private_key": pem(),
    }
    with serve(Org()) as (url, canned):
        token_source(url, credentials).token()
    form = parse_qs(canned.requests[0].body.decode())
    assert form["grant_type"] == [JWT_GRANT]
    claims = jwt.decode(
        form["assertion"][0],
        private_key().public_key(),
        algorithms=["RS256"],
        audience="https://login.salesforce.com",
    )
    assert (claims["iss"], claims["sub"]) == ("key", "sync@acme.example")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://acme.my.salesforce.com", "https://login.salesforce.com"),
        ("https://acme--uat.sandbox.my.salesforce.com", "https://test.salesforce.com"),
        ("https://test.salesforce.com", "https://test.salesforce.com"),
    ],
)
def test_the_audience_tells_production_from_a_sandbox(url: str, expected: str) -> None:
    assert audience(url) == expected


def test_a_key_that_is_none_is_said_to_be_none() -> None:
    credentials = {"client_id": "key", "username": "u", "private_key": "not a key"}
    with pytest.raises(Fatal, match=r"private key .* cannot be read"):
        token_source("https://acme.my.salesforce.com", credentials).token()


def test_a_token_for_another_organisations_address_is_not_used() -> None:
    org = Org()
    org.instance_url = "https://other.my.salesforce.com"
    with (
        serve(org) as (url, _),
        pytest.raises(Fatal, match=r"Enter https://other.my.salesforce.com"),
    ):
        token_source(url, SECRET).token()


@pytest.mark.parametrize("status", [400, 401])
def test_a_refused_log_in_says_why_and_what_to_check(status: int) -> None:
    body = {
        "error": "invalid_grant",
        "error_description": "no client credentials user enabled",
    }
    with (
        serve(lambda _: json(status, body)) as (url, _),
        pytest.raises(Fatal, match="no client credentials user enabled"),
    ):
        token_source(url, SECRET).token()


@pytest.mark.parametrize("answer", [html(503), html(200), json(body={})])
def test_a_log_in_page_that_is_out_of_order_is_tried_again(answer: Response) -> None:
    with serve(lambda _: answer) as (url, _), pytest.raises(Retryable):
        token_source(url, SECRET).token()


def test_a_token_entered_by_hand_cannot_be_renewed() -> None:
    tokens = token_source("https://acme.my.salesforce.com", {"token": "secret"})
    assert tokens.token().access_token == "secret"
    with pytest.raises(Fatal, match=r"acme.my.salesforce.com.*Enter a new one"):
        tokens.refresh("secret")


def test_credentials_that_are_incomplete_are_refused() -> None:
    with pytest.raises(ValueError, match="Salesforce needs"):
        token_source("https://acme.my.salesforce.com", {"client_id": "key"})
