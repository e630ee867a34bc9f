"""Composite: calls of which one builds on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.sandbox.salesforce.calling import DATA
from tests.sandbox.salesforce.composing import (
    ACCOUNT,
    CONTACT,
    composite,
    get,
    statuses,
)

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ROLLED_BACK = [
    {
        "errorCode": "PROCESSING_HALTED",
        "message": "The transaction was rolled back since another operation in the "
        "same transaction failed.",
    }
]


def test_doc_a_part_refers_to_the_answer_of_an_earlier_one(
    salesforce: Salesforce,
) -> None:
    read = get("sobjects/Contact/@{refContact.id}?fields=AccountId", "read")
    account, contact, seen = composite(salesforce, ACCOUNT, CONTACT, read)
    assert account["body"] == {
        "id": account["body"]["id"],
        "success": True,
        "errors": [],
    }
    url = f"{DATA}sobjects/Account/{account['body']['id']}"
    assert account["httpHeaders"] == {"Location": url}
    assert (account["httpStatusCode"], account["referenceId"]) == (
        201,
        "refAccount",
    )
    assert contact["httpStatusCode"] == 201
    assert seen["body"]["AccountId"] == account["body"]["id"]


def test_doc_the_whole_counts_as_one_call(salesforce: Salesforce) -> None:
    composite(salesforce, ACCOUNT, CONTACT)
    assert salesforce.crm.org.usage.used == 1


def test_rec_an_error_of_a_part_comes_under_200(salesforce: Salesforce) -> None:
    (missing,) = composite(salesforce, get("sobjects/Nothing__c", "CCI__RefId__0__"))
    assert missing == {
        "body": [
            {
                "errorCode": "NOT_FOUND",
                "message": "The requested resource does not exist",
            }
        ],
        "httpHeaders": {},
        "httpStatusCode": 404,
        "referenceId": "CCI__RefId__0__",
    }


def test_doc_only_what_depends_on_a_failure_is_halted(salesforce: Salesforce) -> None:
    bad = {**ACCOUNT, "body": {"Phone": "1"}}
    other = {**ACCOUNT, "referenceId": "other"}
    results = composite(salesforce, bad, CONTACT, other)
    assert statuses(results) == [400, 400, 201]
    assert results[1]["body"] == [
        {
            "errorCode": "PROCESSING_HALTED",
            "message": "Invalid reference specified. No value for refAccount.id "
            "found in refAccount. Provided referenceId ('refAccount.id') must "
            "start with a letter or a number, and it can contain only letters, "
            "numbers and underscores ('_').",
        }
    ]
    assert salesforce.crm.counts()["Account"] == 1


def test_doc_all_or_none_rolls_everything_back(salesforce: Salesforce) -> None:
    bad = {**CONTACT, "body": {"FirstName": "Ada"}}
    later = {**ACCOUNT, "referenceId": "later"}
    results = composite(salesforce, ACCOUNT, bad, later, allOrNone=True)
    assert statuses(results) == [400, 400, 400]
    assert results[0]["body"] == results[2]["body"] == ROLLED_BACK
    assert results[1]["body"][0]["errorCode"] == "REQUIRED_FIELD_MISSING"
    assert salesforce.crm.counts()["Account"] == 0


@pytest.mark.parametrize(
    ("outer", "inner", "accounts", "contacts"),
    [
        (False, False, 1, 1),
        (False, True, 0, 1),
        (True, True, 0, 0),
        (True, False, 0, 0),
    ],
)
def test_doc_the_flags_of_a_composite_and_a_collection_meet(
    salesforce: Salesforce,
    outer: bool,  # noqa: FBT001
    inner: bool,  # noqa: FBT001
    accounts: int,
    contacts: int,
) -> None:
    records = [
        {"attributes": {"type": "Account"}, "Name": "Northern Trail"},
        {"attributes": {"type": "Account"}},
    ]
    collection = {
        "method": "POST",
        "url": f"{DATA}composite/sobjects",
        "referenceId": "newAccounts",
        "body": {"allOrNone": inner, "records": records},
    }
    contact = {**CONTACT, "body": {"LastName": "Smith"}}
    results = composite(salesforce, collection, contact, allOrNone=outer)
    assert results[0]["httpStatusCode"] == 200
    assert results[0]["body"][0]["success"] is not inner
    assert (results[1]["body"] == ROLLED_BACK) is outer
    counts = salesforce.crm.counts()
    assert (counts["Account"], counts["Contact"]) == (accounts, contacts)


def test_doc_a_collection_s_own_roll_back_stays_its_own(salesforce: Salesforce) -> None:
    records = [{"attributes": {"type": "Account"}, "Phone": "1"}]
    collection = {
        "method": "POST",
        "url": f"{DATA}composite/sobjects",
        "referenceId": "many",
        "body": {"allOrNone": True, "records": records},
    }
    composite(salesforce, ACCOUNT, collection)
    assert salesforce.crm.counts()["Account"] == 1


@pytest.mark.parametrize(
    ("version", "status"), [("v51.0", 400), ("v52.0", 201)], ids=["doc", "doc-52"]
)
def test_a_reference_to_null_is_good_since_v52(
    salesforce: Salesforce, version: str, status: int
) -> None:
    id_ = salesforce.create("Contact", LastName="Wong")
    copy = {
        **CONTACT,
        "body": {
            "FirstName": "@{got.FirstName}",
            "LastName": "@{got.LastName}, again",
        },
    }
    parts = [get(f"sobjects/Contact/{id_}?fields=FirstName,LastName"), copy]
    salesforce_call = salesforce.send(
        "POST",
        f"/services/data/{version}/composite",
        orjson.dumps({"compositeRequest": parts}),
    )
    body: Any = salesforce_call.body
    assert statuses(body["compositeResponse"]) == [200, status]


def test_doc_lists_are_indexed_and_names_keep_their_case(
    salesforce: Salesforce,
) -> None:
    salesforce.create(Name="Acme")
    found = get("query?q=SELECT+Id,Name+FROM+Account", "found")
    by_id = get("sobjects/Account/@{found.records[0].Id}", "read")
    wrong = get("sobjects/Account/@{found.records[0].id}", "wrong")
    past = get("sobjects/Account/@{found.records[1].Id}", "past")
    far = get(f"sobjects/Account/@{{found.records[{'9' * 5000}].Id}}", "far")
    results = composite(salesforce, found, by_id, wrong, past, far)
    assert statuses(results) == [200, 200, 400, 400, 400]
    assert results[1]["body"]["Name"] == "Acme"


def test_doc_a_part_may_have_headers_of_its_own(salesforce: Salesforce) -> None:
    id_ = salesforce.create()
    part = {
        **get(f"sobjects/Account/{id_}"),
        "httpHeaders": {"If-Match": '"other"'},
    }
    (result,) = composite(salesforce, part)
    assert result["httpStatusCode"] == 412


def test_doc_get_lists_the_composite_resources(salesforce: Salesforce) -> None:
    assert salesforce.answer("GET", "composite/") == {
        name: f"{DATA}composite/{name}"
        for name in ("tree", "batch", "sobjects", "graph")
    }


def test_a_fault_refuses_the_first_parts(salesforce: Salesforce) -> None:
    other = {**ACCOUNT, "referenceId": "other"}
    fault = {"error": "UNABLE_TO_LOCK_ROW", "records": 1}
    body = {"compositeRequest": [ACCOUNT, other]}
    answer: Any = salesforce.call("POST", "composite", body, fault=fault).body
    assert statuses(answer["compositeResponse"]) == [400, 201]
