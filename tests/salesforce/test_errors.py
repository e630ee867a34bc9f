from __future__ import annotations

import orjson
import pytest

from integrations.errors import CrmError, Fatal, Rejected, Retryable
from integrations.salesforce.errors import refused_call, refused_record
from integrations.salesforce.remedies import REMEDIES

HOST = "acme.my.salesforce.com"


def call(status: int, code: str, message: str, **more: object) -> CrmError:
    entry = {"errorCode": code, "message": message, **more}
    return refused_call(status, orjson.dumps([entry]), HOST)


@pytest.mark.parametrize(
    ("status", "code", "message", "suspends"),
    [
        (401, "INVALID_SESSION_ID", "Session expired or invalid", "credentials"),
        (403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", "limit"),
        (400, "STORAGE_LIMIT_EXCEEDED", "storage limit exceeded", "limit"),
        (403, "API_DISABLED_FOR_ORG", "API is not enabled", "api_off"),
        (400, "API_CURRENTLY_DISABLED", "API is disabled for this user", "api_off"),
        (403, "INSUFFICIENT_ACCESS", "insufficient access rights", "permission"),
    ],
)
def test_what_needs_a_person_suspends(
    status: int, code: str, message: str, suspends: str
) -> None:
    error = call(status, code, message)
    assert isinstance(error, Fatal)
    assert (error.suspends, error.code, error.status) == (suspends, code, status)
    assert HOST in error.message
    assert message.rstrip(".") in error.message


@pytest.mark.parametrize(
    ("status", "code", "message", "page"),
    [
        (403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit", "Company Information"),
        (400, "STORAGE_LIMIT_EXCEEDED", "storage limit exceeded", "Storage Usage"),
    ],
)
def test_each_limit_leads_to_the_page_that_shows_it(
    status: int, code: str, message: str, page: str
) -> None:
    assert f"Setup > {page} " in call(status, code, message).message


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."),
        (400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"),
        (500, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"),
        (503, "SERVER_UNAVAILABLE", "server is too busy"),
        (400, "QUERY_TIMEOUT", "Your query request was running for too long."),
        (500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."),
    ],
)
def test_what_passes_by_itself_is_tried_again(
    status: int, code: str, message: str
) -> None:
    error = call(status, code, message)
    assert isinstance(error, Retryable)
    assert error.after
    assert (error.crm, error.code) == ("salesforce", code)


def test_a_refused_field_is_named_with_its_remedy() -> None:
    error = call(
        400,
        "STRING_TOO_LONG",
        "Account Name: data value too large: Acme… (max length=255)",
        fields=["Name"],
    )
    assert isinstance(error, Rejected)
    assert error.fields == ("Name",)
    assert error.message == (
        "Salesforce (acme.my.salesforce.com): Account Name: data value too large: "
        f"Acme… (max length=255). {REMEDIES['STRING_TOO_LONG']}"
    )
    assert orjson.loads(error.raw)[0]["errorCode"] == "STRING_TOO_LONG"


@pytest.mark.parametrize(
    "message",
    [
        "\nSELECT Id, Foo__c FROM Account\n  ^\nERROR at Row:1:Column:12\n"
        "No such column 'Foo__c' on entity 'Account'. If you are attempting …",
        "No such column 'Foo__c' on sobject of type Account",
    ],
)
def test_a_missing_column_is_read_out_of_the_words(message: str) -> None:
    error = call(400, "INVALID_FIELD", message)
    assert isinstance(error, Rejected)
    assert error.fields == ("Foo__c",)


def test_a_refused_record_is_named() -> None:
    error = refused_record(
        "account with id 001000000000001AAA",
        [
            {
                "statusCode": "REQUIRED_FIELD_MISSING",
                "message": "Required fields are missing: [Name]",
                "fields": ["Name"],
            }
        ],
    )
    assert isinstance(error, Rejected)
    assert error.message.startswith(
        "Salesforce, account with id 001000000000001AAA: Required fields are missing: "
        "[Name]. Fill the mapped HubSpot property"
    )
    assert error.fields == ("Name",)


def test_a_locked_record_of_a_batch_is_tried_again() -> None:
    entry = {"statusCode": "UNABLE_TO_LOCK_ROW", "message": "unable to lock row"}
    assert isinstance(refused_record("account 1", [entry]), Retryable)


def test_a_record_refused_without_a_reason_is_refused_all_the_same() -> None:
    assert isinstance(refused_record("account 1", []), Rejected)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[null]", b'"text"', b"\xff\xfe"])
def test_a_body_that_says_nothing_still_gives_an_error(body: bytes) -> None:
    assert isinstance(refused_call(400, body, HOST), Rejected)
    assert isinstance(refused_call(502, body, HOST), Retryable)
    assert isinstance(refused_call(401, body, HOST), Fatal)
