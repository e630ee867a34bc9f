"""Facts of the API that are documented, recorded or seen in public: call, answer.

The mark in each test's id says how the fact is known: doc, rec, pub.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.sandbox.salesforce.calling import KEY, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

DESCRIBE_HINT = (
    "Please reference your WSDL or the describe call for the appropriate names."
)
NOWHERE = "001000000000001AAA"


class Fact(NamedTuple):
    method: str
    path: str
    body: object
    status: int
    answer: object


FACTS = {
    "rec-an-unknown-resource-is-404": Fact(
        "GET",
        "nothing",
        None,
        404,
        [
            {
                "errorCode": "NOT_FOUND",
                "message": "The requested resource does not exist",
            }
        ],
    ),
    "doc-an-unknown-object-is-404": Fact(
        "GET",
        "sobjects/Nothing__c",
        None,
        404,
        [
            {
                "errorCode": "NOT_FOUND",
                "message": "The requested resource does not exist",
            }
        ],
    ),
    "pub-reading-an-unknown-id-is-404-not-found": Fact(
        "GET",
        f"sobjects/Account/{NOWHERE}",
        None,
        404,
        [
            {
                "errorCode": "NOT_FOUND",
                "message": "The requested resource does not exist",
            }
        ],
    ),
    "pub-deleting-an-unknown-id-is-404-cross-reference": Fact(
        "DELETE",
        f"sobjects/Account/{NOWHERE}",
        None,
        404,
        [
            {
                "errorCode": "INVALID_CROSS_REFERENCE_KEY",
                "message": "invalid cross reference id",
                "fields": [],
            }
        ],
    ),
    "pub-changing-an-unknown-id-is-404-cross-reference": Fact(
        "PATCH",
        f"sobjects/Account/{NOWHERE}",
        {"Name": "x"},
        404,
        [
            {
                "errorCode": "INVALID_CROSS_REFERENCE_KEY",
                "message": "invalid cross reference id",
                "fields": [],
            }
        ],
    ),
    "pub-an-id-that-is-none-is-taken-for-an-external-id": Fact(
        "GET",
        "sobjects/Account/-1",
        None,
        404,
        [
            {
                "errorCode": "NOT_FOUND",
                "message": "Provided external ID field does not exist or is not "
                "accessible: -1",
            }
        ],
    ),
    "pub-a-required-field-is-missing": Fact(
        "POST",
        "sobjects/Account",
        {"Phone": "1"},
        400,
        [
            {
                "message": "Required fields are missing: [Name]",
                "errorCode": "REQUIRED_FIELD_MISSING",
                "fields": ["Name"],
            }
        ],
    ),
    "pub-a-contact-needs-a-last-name": Fact(
        "POST",
        "sobjects/Contact",
        {"FirstName": "Ada"},
        400,
        [
            {
                "message": "Required fields are missing: [LastName]",
                "errorCode": "REQUIRED_FIELD_MISSING",
                "fields": ["LastName"],
            }
        ],
    ),
    "doc-a-lead-needs-a-name-and-a-company": Fact(
        "POST",
        "sobjects/Lead",
        {},
        400,
        [
            {
                "message": "Required fields are missing: [LastName, Company]",
                "errorCode": "REQUIRED_FIELD_MISSING",
                "fields": ["LastName", "Company"],
            }
        ],
    ),
    "pub-a-text-too-long-is-refused": Fact(
        "POST",
        "sobjects/Account",
        {"Name": "x", "TickerSymbol": "123456789012345678901"},
        400,
        [
            {
                "message": "Ticker Symbol: data value too large: "
                "123456789012345678901 (max length=20)",
                "errorCode": "STRING_TOO_LONG",
                "fields": ["TickerSymbol"],
            }
        ],
    ),
    "pub-a-read-only-field-cannot-be-written": Fact(
        "POST",
        "sobjects/Account",
        {"Name": "x", "CreatedDate": "2020-01-01T00:00:00Z", "IsDeleted": True},
        400,
        [
            {
                "message": "Unable to create/update fields: CreatedDate, IsDeleted. "
                "Please check the security settings of this field and verify that it "
                "is read/write for your profile or permission set.",
                "errorCode": "INVALID_FIELD_FOR_INSERT_UPDATE",
                "fields": ["CreatedDate", "IsDeleted"],
            }
        ],
    ),
    "pub-a-restricted-picklist-takes-only-its-values": Fact(
        "POST",
        "sobjects/Account",
        {"Name": "x", "CleanStatus": "Spotless"},
        400,
        [
            {
                "message": "Clean Status: bad value for restricted picklist field: "
                "Spotless",
                "errorCode": "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                "fields": ["CleanStatus"],
            }
        ],
    ),
    "pub-an-unknown-field-is-refused": Fact(
        "POST",
        "sobjects/Account",
        {"Name": "x", "FavoritePet__c": "cat"},
        400,
        [
            {
                "message": "No such column 'FavoritePet__c' on sobject of type Account",
                "errorCode": "INVALID_FIELD",
            }
        ],
    ),
    "doc-the-id-is-not-to-be-in-the-body": Fact(
        "PATCH",
        f"sobjects/Account/{NOWHERE}",
        {"id": NOWHERE, "Name": "x"},
        400,
        [
            {
                "message": "The Id field should not be specified in the sobject data.",
                "errorCode": "INVALID_FIELD",
            }
        ],
    ),
    "pub-a-number-field-has-a-range": Fact(
        "POST",
        "sobjects/Account",
        {"Name": "x", "NumberOfEmployees": 1431655766},
        400,
        [
            {
                "message": "Employees: value outside of valid range on numeric field: "
                "1431655766",
                "errorCode": "NUMBER_OUTSIDE_VALID_RANGE",
                "fields": ["NumberOfEmployees"],
            }
        ],
    ),
    "pub-an-email-address-has-a-form": Fact(
        "POST",
        "sobjects/Contact",
        {"LastName": "x", "Email": "not-an-email"},
        400,
        [
            {
                "message": "Email: invalid email address: not-an-email",
                "errorCode": "INVALID_EMAIL_ADDRESS",
                "fields": ["Email"],
            }
        ],
    ),
    "pub-the-type-of-a-value-has-to-fit": Fact(
        "POST",
        "sobjects/Account",
        {"Name": {"a": 1}},
        400,
        [
            {
                "message": "Cannot deserialize instance of string from START_OBJECT "
                "value { or request may be missing a required field at "
                "[line:1, column:9]",
                "errorCode": "JSON_PARSER_ERROR",
            }
        ],
    ),
    "pub-a-method-that-is-not-allowed-is-405": Fact(
        "PATCH",
        "sobjects/Account",
        {},
        405,
        [
            {
                "message": "HTTP Method 'PATCH' not allowed. Allowed are GET,POST",
                "errorCode": "METHOD_NOT_ALLOWED",
            }
        ],
    ),
    "pub-a-collection-takes-200": Fact(
        "POST",
        "composite/sobjects",
        {"records": [{"attributes": {"type": "Account"}, "Name": "x"}] * 201},
        400,
        [
            {
                "message": "record limit reached. cannot submit more than 200 records "
                "into this call",
                "errorCode": "EXCEEDED_ID_LIMIT",
            }
        ],
    ),
    "doc-an-id-of-the-wrong-kind-in-a-collection": Fact(
        "PATCH",
        "composite/sobjects",
        {
            "records": [
                {
                    "attributes": {"type": "Account"},
                    "id": "001900K0001pPuOAAU",
                    "Name": "x",
                }
            ]
        },
        200,
        [
            {
                "success": False,
                "errors": [
                    {
                        "fields": ["Id"],
                        "message": "Account ID: id value of incorrect type: "
                        "001900K0001pPuOAAU",
                        "statusCode": "MALFORMED_ID",
                    }
                ],
            }
        ],
    ),
    "doc-a-locator-that-does-not-exist": Fact(
        "GET",
        "query/0r8000000000001AAA-2000",
        None,
        400,
        [{"message": "invalid query locator", "errorCode": "INVALID_QUERY_LOCATOR"}],
    ),
}


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS.keys())
def test_the_api_answers_as_it_is_known_to(salesforce: Salesforce, fact: Fact) -> None:
    response = salesforce.call(fact.method, fact.path, fact.body)
    assert (response.status, response.body) == (fact.status, fact.answer)


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


def test_rec_attributes_come_first_and_dates_are_whole_seconds(
    salesforce: Salesforce,
) -> None:
    id_ = salesforce.create(Name="Acme")
    text = "SELECT Name, SystemModstamp, Owner.Email FROM Account"
    response: Any = salesforce.query(text).body
    row = response["records"][0]
    assert list(response) == ["totalSize", "done", "records"]
    assert list(row) == ["attributes", "Name", "SystemModstamp", "Owner"]
    url = f"/services/data/v64.0/sobjects/Account/{id_}"
    assert row["attributes"] == {"type": "Account", "url": url}
    assert row["Owner"]["attributes"]["type"] == "User"
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000"
    assert re.fullmatch(stamp, row["SystemModstamp"])


def test_rec_count_gives_a_total_and_no_records(salesforce: Salesforce) -> None:
    salesforce.create()
    response = salesforce.query("SELECT count() FROM Account")
    assert response.body == {"totalSize": 1, "done": True, "records": []}


def test_doc_a_created_record_has_a_location_and_a_lower_case_id(
    salesforce: Salesforce,
) -> None:
    response = salesforce.call("POST", "sobjects/Account", {"Name": "Acme"})
    body: Any = response.body
    assert response.status == 201
    assert body == {"id": body["id"], "success": True, "errors": []}
    url = f"/services/data/v64.0/sobjects/Account/{body['id']}"
    assert response.headers["Location"] == url


def test_pub_a_deleted_record_is_404_entity_is_deleted(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    assert salesforce.call("DELETE", f"sobjects/Account/{id_}").status == 204
    answer = {
        "message": "entity is deleted",
        "errorCode": "ENTITY_IS_DELETED",
        "fields": [],
    }
    for method, body in (("GET", None), ("PATCH", {"Name": "x"}), ("DELETE", None)):
        response = salesforce.call(method, f"sobjects/Account/{id_}", body)
        assert (response.status, response.body) == (404, [answer])


def test_pub_a_duplicate_value_names_the_holder_by_15_characters(
    keyed: Salesforce,
) -> None:
    holder = keyed.create(**{KEY: "7"})
    response = keyed.call("POST", "sobjects/Account", {"Name": "Other", KEY: "7"})
    assert response.status == 400
    assert refusal(response) == {
        "message": f"duplicate value found: {KEY} duplicates value on record with id: "
        f"{holder[:15]}",
        "errorCode": "DUPLICATE_VALUE",
        "fields": [],
    }


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("composite", "composite"),
        ("composite/batch", "composite/batch"),
        ("composite/graph", "composite/graph"),
        ("composite/tree/Account", "composite/tree"),
        ("jobs/ingest", "jobs/ingest"),
        ("jobs/query/750000000000001AAA/results", "jobs/query"),
        ("chatter/feeds", "chatter"),
    ],
)
def test_what_the_sandbox_lacks_is_named_with_501(
    salesforce: Salesforce, path: str, what: str
) -> None:
    response = salesforce.call("GET", path)
    assert code(response) == (501, "NOT_IMPLEMENTED")
    message = f"The sandbox does not implement the resource {what}."
    assert refusal(response)["message"] == message
