"""Whose token it is: userinfo and the identity URL, and what a bad one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce import signing_in
from tests.sandbox.salesforce.signing_in import SECRET

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATHS = ("/services/oauth2/userinfo", "/id/{org}/{user}")


def _answers(
    salesforce: Salesforce, authorization: str, query: str = ""
) -> set[tuple[int, Any]]:
    org = salesforce.crm.org
    headers = {"authorization": authorization}
    answers = set()
    for path in PATHS:
        path = path.format(org=org.id, user=org.user_id) + query
        response = salesforce.send("GET", path, headers=headers)
        is_word = isinstance(response.body, bytes)
        answers.add((response.status, response.body if is_word else None))
    return answers


def test_pub_a_bad_token_is_403_and_a_word(salesforce: Salesforce) -> None:
    token = signing_in.granted(
        signing_in.token(salesforce, grant_type="client_credentials", **SECRET)
    )
    bearer = f"Bearer {token['access_token']}"
    assert _answers(salesforce, bearer) == {(200, None)}
    salesforce.crm.expire_sessions()
    assert _answers(salesforce, bearer) == {(403, b"Bad_OAuth_Token")}


def test_doc_no_token_is_403_too(salesforce: Salesforce) -> None:
    assert _answers(salesforce, "") == {(403, b"Missing_OAuth_Token")}


@pytest.mark.parametrize(("token", "status"), [("expired", 401), ("forbidden", 403)])
def test_the_two_words_of_the_sandbox_hold_here_too(
    salesforce: Salesforce, token: str, status: int
) -> None:
    assert _answers(salesforce, f"Bearer {token}-1") == {(status, None)}


def test_doc_the_token_may_be_a_parameter(salesforce: Salesforce) -> None:
    assert _answers(salesforce, "", "?oauth_token=any") == {(200, None)}


def test_the_call_that_meets_the_fault_is_refused(salesforce: Salesforce) -> None:
    path, fault = "/services/oauth2/userinfo", {"expire_session": True}
    response = salesforce.send("GET", path, fault=fault)
    assert (response.status, response.body) == (403, b"Bad_OAuth_Token")
