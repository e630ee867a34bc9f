"""The claims of the JWT bearer grant: for whom, for where, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jwt
import pytest

from tests.sandbox.salesforce import signing_in

if TYPE_CHECKING:
    from integrations.sandbox.wire import Response
    from tests.sandbox.salesforce.calling import Salesforce

JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def _token(salesforce: Salesforce, form: dict[str, str]) -> Response:
    return signing_in.token(salesforce, **form)


def _assertion(salesforce: Salesforce, **changes: object) -> str:
    claims = {
        "iss": "key",
        "sub": "ada@northwind.example.sandbox",
        "aud": "https://login.salesforce.com",
        "exp": str(salesforce.crm.org.now() + 180),
        **changes,
    }
    key = salesforce.crm.sign_in.keys.test_key()
    return jwt.encode(claims, key, algorithm="RS256")


def test_a_jwt_gives_a_token(salesforce: Salesforce) -> None:
    form = {"grant_type": JWT, "assertion": _assertion(salesforce)}
    assert _token(salesforce, form).status == 200


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        ({"exp": 1}, "invalid_grant", "expired authorization code"),
        ({"exp": None}, "invalid_grant", "invalid assertion"),
        ({"aud": "elsewhere"}, "invalid_grant", "audience is invalid"),
        ({"aud": "https://evil.example"}, "invalid_grant", "audience is invalid"),
        ({"aud": "https://["}, "invalid_grant", "audience is invalid"),
        ({"iss": "invalid"}, "invalid_client_id", "client identifier invalid"),
        (
            {"sub": "invalid"},
            "invalid_grant",
            "user hasn't approved this consumer",
        ),
        (
            {"sub": "nobody@northwind.example"},
            "invalid_grant",
            "user hasn't approved this consumer",
        ),
        ({"sub": ""}, "invalid_grant", "user hasn't approved this consumer"),
        ({"exp": float("inf")}, "invalid_grant", "invalid assertion"),
    ],
)
def test_the_claims_of_a_jwt_are_checked(
    salesforce: Salesforce, changes: dict[str, object], error: str, description: str
) -> None:
    form = {"grant_type": JWT, "assertion": _assertion(salesforce, **changes)}
    response = _token(salesforce, form)
    answer = {"error": error, "error_description": description}
    assert (response.status, response.body) == (400, answer)


def test_doc_a_jwt_is_good_for_five_minutes_at_most(salesforce: Salesforce) -> None:
    salesforce.crm.clock.freeze()
    now = salesforce.crm.org.now()
    for seconds, status in ((0, 400), (1, 200), (300, 200), (301, 400)):
        assertion = _assertion(salesforce, exp=now + seconds)
        form = {"grant_type": JWT, "assertion": assertion}
        assert _token(salesforce, form).status == status


def test_an_inactive_user_gets_no_token(salesforce: Salesforce) -> None:
    (user,) = salesforce.rows("SELECT Username FROM User WHERE IsActive = false")
    form = {
        "grant_type": JWT,
        "assertion": _assertion(salesforce, sub=user["Username"]),
    }
    assert _token(salesforce, form).status == 400
    assertion = _assertion(salesforce, sub="ADA@northwind.example.SANDBOX")
    assert _token(salesforce, {**form, "assertion": assertion}).status == 200


@pytest.mark.parametrize(
    "assertion",
    ["", "a.b.c", "e30.e30.x", "...", "é.é.é", f"e30.{'W1tb' * 30_000}.x"],
    ids=["nothing", "letters", "empty", "dots", "accents", "nested"],
)
def test_what_is_no_jwt_is_refused(salesforce: Salesforce, assertion: str) -> None:
    response = _token(salesforce, {"grant_type": JWT, "assertion": assertion})
    answer = {"error": "invalid_grant", "error_description": "invalid assertion"}
    assert (response.status, response.body) == (400, answer)
