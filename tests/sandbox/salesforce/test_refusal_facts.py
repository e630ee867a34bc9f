"""Refusals of calls that are documented, recorded or seen in public.

The mark in each test's id says how the fact is known: doc, rec, pub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.sandbox.salesforce.calling import refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ACCOUNT, ACCOUNTS = "sobjects/Account/001000000000001AAA", "sobjects/Account"
NOT_FOUND = "The requested resource does not exist"
NO_REFERENCE = "invalid cross reference id"
INACCESSIBLE = "Provided external ID field does not exist or is not accessible: -1"
READ_ONLY = (
    "Unable to create/update fields: CreatedDate, IsDeleted. Please check the security "
    "settings of this field and verify that it is read/write for your profile or "
    "permission set."
)
WRONG_TYPE = (
    "Cannot deserialize instance of string from START_OBJECT value { or request may be "
    "missing a required field at [line:1, column:9]"
)
TOO_MANY = "record limit reached. cannot submit more than 200 records into this call"


class Fact(NamedTuple):
    """``fields`` None: the error has no such key, as request-level ones have not."""

    method: str
    path: str
    body: object
    status: int
    code: str
    message: str
    fields: list[str] | None = None


FACTS = {
    "rec-an-unknown-resource": Fact("GET", "no", None, 404, "NOT_FOUND", NOT_FOUND),
    "doc-an-unknown-object": Fact(
        "GET", "sobjects/Nothing__c", None, 404, "NOT_FOUND", NOT_FOUND
    ),
    "pub-reading-an-unknown-id": Fact(
        "GET", ACCOUNT, None, 404, "NOT_FOUND", NOT_FOUND
    ),
    "pub-deleting-an-unknown-id": Fact(
        "DELETE", ACCOUNT, None, 404, "INVALID_CROSS_REFERENCE_KEY", NO_REFERENCE, []
    ),
    "pub-changing-an-unknown-id": Fact(
        "PATCH",
        ACCOUNT,
        {"Name": "x"},
        404,
        "INVALID_CROSS_REFERENCE_KEY",
        NO_REFERENCE,
        [],
    ),
    "pub-an-id-that-is-none-is-taken-for-an-external-id": Fact(
        "GET", f"{ACCOUNTS}/-1", None, 404, "NOT_FOUND", INACCESSIBLE
    ),
    "pub-a-required-field-is-missing": Fact(
        "POST",
        ACCOUNTS,
        {"Phone": "1"},
        400,
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [Name]",
        ["Name"],
    ),
    "pub-a-contact-needs-a-last-name": Fact(
        "POST",
        "sobjects/Contact",
        {"FirstName": "Ada"},
        400,
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [LastName]",
        ["LastName"],
    ),
    "doc-a-lead-needs-a-name-and-a-company": Fact(
        "POST",
        "sobjects/Lead",
        {},
        400,
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [LastName, Company]",
        ["LastName", "Company"],
    ),
    "pub-a-text-too-long": Fact(
        "POST",
        ACCOUNTS,
        {"Name": "x", "YearStarted": "12345"},
        400,
        "STRING_TOO_LONG",
        "Year Started: data value too large: 12345 (max length=4)",
        ["YearStarted"],
    ),
    "pub-a-read-only-field": Fact(
        "POST",
        ACCOUNTS,
        {"Name": "x", "CreatedDate": "2020-01-01T00:00:00Z", "IsDeleted": True},
        400,
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        READ_ONLY,
        ["CreatedDate", "IsDeleted"],
    ),
    "pub-a-restricted-picklist": Fact(
        "POST",
        ACCOUNTS,
        {"Name": "x", "CleanStatus": "Spotless"},
        400,
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        "Clean Status: bad value for restricted picklist field: Spotless",
        ["CleanStatus"],
    ),
    "pub-an-unknown-field": Fact(
        "POST",
        ACCOUNTS,
        {"Name": "x", "FavoritePet__c": "cat"},
        400,
        "INVALID_FIELD",
        "No such column 'FavoritePet__c' on sobject of type Account",
    ),
    "doc-the-id-is-not-to-be-in-the-body": Fact(
        "PATCH",
        ACCOUNT,
        {"id": "001000000000001AAA", "Name": "x"},
        400,
        "INVALID_FIELD",
        "The Id field should not be specified in the sobject data.",
    ),
    "pub-a-number-out-of-range": Fact(
        "POST",
        ACCOUNTS,
        {"Name": "x", "NumberOfEmployees": 1431655766},
        400,
        "NUMBER_OUTSIDE_VALID_RANGE",
        "Employees: value outside of valid range on numeric field: 1431655766",
        ["NumberOfEmployees"],
    ),
    "pub-an-email-address-has-a-form": Fact(
        "POST",
        "sobjects/Contact",
        {"LastName": "x", "Email": "not-an-email"},
        400,
        "INVALID_EMAIL_ADDRESS",
        "Email: invalid email address: not-an-email",
        ["Email"],
    ),
    "pub-the-type-of-a-value-has-to-fit": Fact(
        "POST", ACCOUNTS, {"Name": {"a": 1}}, 400, "JSON_PARSER_ERROR", WRONG_TYPE
    ),
    "pub-a-method-that-is-not-allowed": Fact(
        "PATCH",
        ACCOUNTS,
        {},
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method 'PATCH' not allowed. Allowed are GET,POST",
    ),
    "pub-a-collection-takes-200": Fact(
        "POST",
        "composite/sobjects",
        {"records": [{"attributes": {"type": "Account"}, "Name": "x"}] * 201},
        400,
        "EXCEEDED_ID_LIMIT",
        TOO_MANY,
    ),
    "doc-a-locator-that-does-not-exist": Fact(
        "GET",
        "query/0r8000000000001AAA-2000",
        None,
        400,
        "INVALID_QUERY_LOCATOR",
        "invalid query locator",
    ),
}


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS.keys())
def test_a_call_is_refused_as_it_is_known_to_be(
    salesforce: Salesforce, fact: Fact
) -> None:
    response = salesforce.call(fact.method, fact.path, fact.body)
    error: dict[str, object] = {"errorCode": fact.code, "message": fact.message}
    if fact.fields is not None:
        error["fields"] = fact.fields
    assert response.status == fact.status
    assert refusal(response) == error
