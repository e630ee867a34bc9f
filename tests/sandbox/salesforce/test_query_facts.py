"""Refusals of queries that are documented, recorded or seen in public.

The mark in each test's id says how the fact is known: doc, rec, pub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.salesforce.calling import refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

DESCRIBE_HINT = (
    "Please reference your WSDL or the describe call for the appropriate names."
)


QUERY_FACTS = {
    "rec-an-unknown-type": (
        "select count() from XYZZY",
        "INVALID_TYPE",
        "\nselect count() from XYZZY\n                    ^\n"
        "ERROR at Row:1:Column:21\nsObject type 'XYZZY' is not supported. If you are "
        "attempting to use a custom object, be sure to append the '__c' after the "
        f"entity name. {DESCRIBE_HINT}",
    ),
    "pub-an-unknown-column": (
        "SELECT Asdf FROM Contact",
        "INVALID_FIELD",
        "\nSELECT Asdf FROM Contact\n       ^\nERROR at Row:1:Column:8\nNo such column "
        "'Asdf' on entity 'Contact'. If you are attempting to use a custom field, be "
        f"sure to append the '__c' after the custom field name. {DESCRIBE_HINT}",
    ),
    "pub-an-id-that-is-none": (
        "SELECT Id FROM Contact WHERE Id = 'ZZZ'",
        "INVALID_QUERY_FILTER_OPERATOR",
        "\nSELECT Id FROM Contact WHERE Id = 'ZZZ'\n                             ^\n"
        "ERROR at Row:1:Column:30\ninvalid ID field: ZZZ",
    ),
    "pub-a-condition-is-missing": (
        "SELECT Id FROM Account WHERE",
        "MALFORMED_QUERY",
        "\nSELECT Id FROM Account WHERE\n                            ^\n"
        "ERROR at Row:1:Column:29\nunexpected token: '<EOF>'",
    ),
}


@pytest.mark.parametrize(
    ("text", "error", "message"), QUERY_FACTS.values(), ids=QUERY_FACTS.keys()
)
def test_a_query_is_refused_as_it_is_known_to_be(
    salesforce: Salesforce, text: str, error: str, message: str
) -> None:
    response = salesforce.query(text)
    assert response.status == 400
    assert refusal(response) == {"message": message, "errorCode": error}


REASONS = {
    "doc-a-field-twice": (
        "SELECT Id, Name, Id FROM User",
        "INVALID_FIELD",
        "duplicate field selected: Id",
    ),
    "doc-an-offset-past-2000": (
        "SELECT Id FROM Account OFFSET 2001",
        "NUMBER_OUTSIDE_VALID_RANGE",
        "Maximum SOQL offset allowed is 2000",
    ),
    "doc-long-text-cannot-be-filtered": (
        "SELECT Id FROM Account WHERE Description LIKE 'a%'",
        "INVALID_FIELD",
        "field 'Description' can not be filtered in a query call",
    ),
    "doc-long-text-cannot-be-sorted": (
        "SELECT Id FROM Account ORDER BY Description",
        "INVALID_FIELD",
        "field 'Description' can not be sorted in a query call",
    ),
    "doc-a-count-is-not-ordered": (
        "SELECT COUNT() FROM Account WHERE Name != null ORDER BY Name",
        "MALFORMED_QUERY",
        "COUNT() cannot be used with ORDER BY",
    ),
    "doc-six-levels-of-parents": (
        f"SELECT Id, {'Parent.' * 6}Name FROM Account",
        "INVALID_FIELD",
        "A relationship may have no more than five levels: " + "Parent." * 6 + "Name",
    ),
    "doc-six-levels-in-a-condition": (
        f"SELECT Id FROM Account WHERE Account.{'Parent.' * 6}Name = 'x'",
        "INVALID_FIELD",
        f"A relationship may have no more than five levels: Account.{'Parent.' * 6}"
        "Name",
    ),
    "mem-a-fraction-for-a-whole-number": (
        "SELECT Id FROM Account WHERE NumberOfEmployees > 5.5",
        "INVALID_FIELD",
        "value of filter criterion for field 'NumberOfEmployees' must be of type int "
        "and should not be enclosed in quotes",
    ),
    "mem-a-whole-number-with-a-point": (
        "SELECT Id FROM Account WHERE NumberOfEmployees IN (5, 5.0)",
        "INVALID_FIELD",
        "value of filter criterion for field 'NumberOfEmployees' must be of type int "
        "and should not be enclosed in quotes",
    ),
    "pub-an-alias-for-a-field": (
        "SELECT Id Name FROM Account",
        "MALFORMED_QUERY",
        "only aggregate expressions use field aliasing",
    ),
    "pub-a-quoted-date": (
        "SELECT Id FROM Account WHERE CreatedDate > '2024-01-01T00:00:00Z'",
        "INVALID_FIELD",
        "value of filter criterion for field 'CreatedDate' must be of type dateTime "
        "and should not be enclosed in quotes",
    ),
    "pub-an-id-is-not-like-anything": (
        "SELECT Id FROM Account WHERE Id LIKE '001%'",
        "INVALID_QUERY_FILTER_OPERATOR",
        "invalid operator on id field",
    ),
    "pub-an-unknown-relationship": (
        "SELECT Boss.Name FROM Account",
        "INVALID_FIELD",
        "Didn't understand relationship 'Boss' in field path. If you are attempting "
        "to use a custom relationship, be sure to append the '__r' after the custom "
        f"relationship name. {DESCRIBE_HINT}",
    ),
}


@pytest.mark.parametrize(
    ("text", "error", "reason"), REASONS.values(), ids=REASONS.keys()
)
def test_a_query_is_refused_for_the_known_reason(
    salesforce: Salesforce, text: str, error: str, reason: str
) -> None:
    body = refusal(salesforce.query(text))
    assert (body["errorCode"], body["message"].split("\n")[-1]) == (error, reason)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT {'Parent.' * 5}Name FROM Account",
        f"SELECT a.{'Parent.' * 5}Name FROM Account a",
        "SELECT COUNT() FROM Account LIMIT 5",
        "SELECT Id FROM Account WHERE NumberOfEmployees = -5",
        "SELECT Id FROM Account WHERE AnnualRevenue < 5.5",
    ],
)
def test_what_is_within_the_limits_is_answered(
    salesforce: Salesforce, text: str
) -> None:
    assert salesforce.query(text).status == 200
