"""Errors that a test asks for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


@pytest.mark.parametrize(
    ("name", "status", "error", "message"),
    [
        ("UNABLE_TO_LOCK_ROW", 400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive"),
        (
            "REQUEST_LIMIT_EXCEEDED",
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "TotalRequests Limit exceeded.",
        ),
        (
            "CONCURRENT_REQUEST_LIMIT_EXCEEDED",
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "ConcurrentPerOrgLongTxn Limit exceeded.",
        ),
        (
            "INVALID_SESSION_ID",
            401,
            "INVALID_SESSION_ID",
            "Session expired or invalid",
        ),
        ("ENTITY_IS_DELETED", 404, "ENTITY_IS_DELETED", "entity is deleted"),
        (
            "INVALID_CROSS_REFERENCE_KEY",
            404,
            "INVALID_CROSS_REFERENCE_KEY",
            "invalid cross reference id",
        ),
        ("SERVER_UNAVAILABLE", 503, "SERVER_UNAVAILABLE", "Server"),
    ],
)
def test_a_named_error_answers_a_whole_call(
    salesforce: Salesforce, name: str, status: int, error: str, message: str
) -> None:
    response = salesforce.crm.named_error(name)
    body: Any = response.body
    assert (response.status, body[0]["errorCode"]) == (status, error)
    assert body[0]["message"].startswith(message)


def test_an_unknown_name_is_an_error(salesforce: Salesforce) -> None:
    with pytest.raises(ValueError, match="OUT_OF_SPACE is none of"):
        salesforce.crm.named_error("OUT_OF_SPACE")


def test_rec_a_duplicate_rule_answers_under_a_misspelt_key(
    salesforce: Salesforce,
) -> None:
    body: Any = salesforce.crm.named_error("DUPLICATES_DETECTED").body
    assert body[0]["errorCode"] == "DUPLICATES_DETECTED"
    assert body[0]["duplicateResut"]["allowSave"] is True
    assert body[0].keys() == {"duplicateResut", "errorCode", "message"}


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_refused_first_record_is_the_only_one_of_a_single_call(
    salesforce: Salesforce, method: str
) -> None:
    id_ = salesforce.create(Name="Old")
    path = "sobjects/Account" if method == "POST" else f"sobjects/Account/{id_}"
    fault = {"error": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "records": 1}
    body = None if method == "DELETE" else {"Name": "New"}
    response = salesforce.call(method, path, body, fault=fault)
    assert response.status == 400
    assert salesforce.values("SELECT Name FROM Account") == ["Old"]


@pytest.mark.parametrize(
    ("name", "error", "description"),
    [
        pytest.param(
            "OAUTH_NOT_APPROVED",
            "invalid_grant",
            "user hasn't approved this consumer",
            id="doc-not-approved",
        ),
        pytest.param(
            "OAUTH_NO_APP_ACCESS",
            "invalid_app_access",
            "user is not admin approved to access this app",
            id="doc-no-access-to-the-app",
        ),
        pytest.param(
            "OAUTH_EXPIRED_TOKEN",
            "invalid_grant",
            "expired access/refresh token",
            id="doc-an-expired-token",
        ),
        pytest.param(
            "OAUTH_NO_RUN_AS_USER",
            "invalid_grant",
            "no client credentials user enabled",
            id="doc-nobody-to-run-as",
        ),
        pytest.param(
            "OAUTH_UNKNOWN_CLIENT",
            "invalid_client_id",
            "client identifier invalid",
            id="doc-an-unknown-client",
        ),
        pytest.param(
            "OAUTH_WRONG_PASSWORD",
            "invalid_grant",
            "authentication failure",
            id="mem-a-wrong-password",
        ),
    ],
)
def test_a_refused_grant_can_be_asked_for(
    salesforce: Salesforce, name: str, error: str, description: str
) -> None:
    response = salesforce.crm.named_error(name)
    answer = {"error": error, "error_description": description}
    assert (response.status, response.body) == (400, answer)
