"""Calls that hold calls: composite, where one builds on another, and batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.sandbox.salesforce.calling import DATA, KEY, code, refusal

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

ACCOUNT = {
    "method": "POST",
    "url": f"{DATA}sobjects/Account",
    "referenceId": "refAccount",
    "body": {"Name": "Sample Account"},
}
CONTACT = {
    "method": "POST",
    "url": f"{DATA}sobjects/Contact",
    "referenceId": "refContact",
    "body": {"LastName": "Sample Contact", "AccountId": "@{refAccount.id}"},
}
ROLLED_BACK = [
    {
        "errorCode": "PROCESSING_HALTED",
        "message": "The transaction was rolled back since another operation in the "
        "same transaction failed.",
    }
]


def _composite(
    salesforce: Salesforce, *parts: dict[str, Any], **more: object
) -> list[Any]:
    body = {"compositeRequest": list(parts), **more}
    answer = salesforce.answer("POST", "composite", body)
    return list(answer["compositeResponse"])


def _get(path: str, name: str = "got") -> dict[str, Any]:
    return {"method": "GET", "url": DATA + path, "referenceId": name}


def _statuses(results: list[Any]) -> list[int]:
    return [result["httpStatusCode"] for result in results]


def _nested(depth: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(depth):
        nested = [nested]
    return nested


class TestComposite:
    def test_doc_a_part_refers_to_the_answer_of_an_earlier_one(
        self, salesforce: Salesforce
    ) -> None:
        read = _get("sobjects/Contact/@{refContact.id}?fields=AccountId", "read")
        account, contact, seen = _composite(salesforce, ACCOUNT, CONTACT, read)
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

    def test_doc_the_whole_counts_as_one_call(self, salesforce: Salesforce) -> None:
        _composite(salesforce, ACCOUNT, CONTACT)
        assert salesforce.crm.org.usage.used == 1

    def test_rec_an_error_of_a_part_comes_under_200(
        self, salesforce: Salesforce
    ) -> None:
        (missing,) = _composite(
            salesforce, _get("sobjects/Nothing__c", "CCI__RefId__0__")
        )
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

    def test_doc_only_what_depends_on_a_failure_is_halted(
        self, salesforce: Salesforce
    ) -> None:
        bad = {**ACCOUNT, "body": {"Phone": "1"}}
        other = {**ACCOUNT, "referenceId": "other"}
        results = _composite(salesforce, bad, CONTACT, other)
        assert _statuses(results) == [400, 400, 201]
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

    def test_doc_all_or_none_rolls_everything_back(
        self, salesforce: Salesforce
    ) -> None:
        bad = {**CONTACT, "body": {"FirstName": "Ada"}}
        later = {**ACCOUNT, "referenceId": "later"}
        results = _composite(salesforce, ACCOUNT, bad, later, allOrNone=True)
        assert _statuses(results) == [400, 400, 400]
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
        self,
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
        results = _composite(salesforce, collection, contact, allOrNone=outer)
        assert results[0]["httpStatusCode"] == 200
        assert results[0]["body"][0]["success"] is not inner
        assert (results[1]["body"] == ROLLED_BACK) is outer
        counts = salesforce.crm.counts()
        assert (counts["Account"], counts["Contact"]) == (accounts, contacts)

    def test_doc_a_collection_s_own_roll_back_stays_its_own(
        self, salesforce: Salesforce
    ) -> None:
        records = [{"attributes": {"type": "Account"}, "Phone": "1"}]
        collection = {
            "method": "POST",
            "url": f"{DATA}composite/sobjects",
            "referenceId": "many",
            "body": {"allOrNone": True, "records": records},
        }
        _composite(salesforce, ACCOUNT, collection)
        assert salesforce.crm.counts()["Account"] == 1

    @pytest.mark.parametrize(
        ("version", "status"), [("v51.0", 400), ("v52.0", 201)], ids=["doc", "doc-52"]
    )
    def test_a_reference_to_null_is_good_since_v52(
        self, salesforce: Salesforce, version: str, status: int
    ) -> None:
        id_ = salesforce.create("Contact", LastName="Wong")
        copy = {
            **CONTACT,
            "body": {
                "FirstName": "@{got.FirstName}",
                "LastName": "@{got.LastName}, again",
            },
        }
        parts = [_get(f"sobjects/Contact/{id_}?fields=FirstName,LastName"), copy]
        salesforce_call = salesforce.send(
            "POST",
            f"/services/data/{version}/composite",
            _bytes({"compositeRequest": parts}),
        )
        body: Any = salesforce_call.body
        assert _statuses(body["compositeResponse"]) == [200, status]

    def test_doc_lists_are_indexed_and_names_keep_their_case(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.create(Name="Acme")
        found = _get("query?q=SELECT+Id,Name+FROM+Account", "found")
        by_id = _get("sobjects/Account/@{found.records[0].Id}", "read")
        wrong = _get("sobjects/Account/@{found.records[0].id}", "wrong")
        past = _get("sobjects/Account/@{found.records[1].Id}", "past")
        far = _get(f"sobjects/Account/@{{found.records[{'9' * 5000}].Id}}", "far")
        results = _composite(salesforce, found, by_id, wrong, past, far)
        assert _statuses(results) == [200, 200, 400, 400, 400]
        assert results[1]["body"]["Name"] == "Acme"

    def test_doc_a_part_may_have_headers_of_its_own(
        self, salesforce: Salesforce
    ) -> None:
        id_ = salesforce.create()
        part = {
            **_get(f"sobjects/Account/{id_}"),
            "httpHeaders": {"If-Match": '"other"'},
        }
        (result,) = _composite(salesforce, part)
        assert result["httpStatusCode"] == 412

    @pytest.mark.parametrize(
        "parts",
        [
            pytest.param([ACCOUNT, ACCOUNT], id="mem-a-name-twice"),
            pytest.param(
                [{**ACCOUNT, "referenceId": "ref[1]"}], id="doc-illegal-characters"
            ),
            pytest.param(
                [{**ACCOUNT, "referenceId": None}], id="doc-a-name-is-required"
            ),
            pytest.param(
                [{**ACCOUNT, "method": "post"}], id="doc-methods-are-case-sensitive"
            ),
            pytest.param(
                [{**ACCOUNT, "url": "v64.0/sobjects/Account"}],
                id="doc-the-url-is-absolute",
            ),
            pytest.param(
                [{**ACCOUNT, "httpHeaders": {"Content-Type": "text/csv"}}],
                id="doc-three-headers-are-inherited",
            ),
            pytest.param(
                [_get("query?q=x", f"q{n}") for n in range(6)], id="doc-five-queries"
            ),
            pytest.param(
                [_get("limits", f"q{n}") for n in range(26)], id="doc-25-parts"
            ),
            pytest.param([], id="doc-no-parts"),
            pytest.param(
                [{**ACCOUNT, "body": _nested(300)}], id="mem-nested-too-deeply"
            ),
        ],
    )
    def test_a_malformed_part_fails_the_whole(
        self, salesforce: Salesforce, parts: list[dict[str, Any]]
    ) -> None:
        body = json.dumps({"compositeRequest": parts}).encode()
        response = salesforce.send("POST", f"{DATA}composite", body)
        assert response.status == 400
        assert refusal(response)["message"]
        assert salesforce.crm.counts()["Account"] == 0

    def test_doc_what_composite_does_not_serve_is_named(
        self, salesforce: Salesforce
    ) -> None:
        body = {"compositeRequest": [ACCOUNT, _get("limits")]}
        response = salesforce.call("POST", "composite", body)
        assert code(response) == (501, "NOT_IMPLEMENTED")
        assert salesforce.crm.counts()["Account"] == 0

    def test_doc_get_lists_the_composite_resources(
        self, salesforce: Salesforce
    ) -> None:
        assert salesforce.answer("GET", "composite/") == {
            name: f"{DATA}composite/{name}"
            for name in ("tree", "batch", "sobjects", "graph")
        }

    def test_a_fault_refuses_the_first_parts(self, salesforce: Salesforce) -> None:
        other = {**ACCOUNT, "referenceId": "other"}
        fault = {"error": "UNABLE_TO_LOCK_ROW", "records": 1}
        body = {"compositeRequest": [ACCOUNT, other]}
        answer: Any = salesforce.call("POST", "composite", body, fault=fault).body
        assert _statuses(answer["compositeResponse"]) == [400, 201]


class TestBatch:
    def test_doc_each_part_commits_for_itself(self, keyed: Salesforce) -> None:
        parts = [
            {
                "method": "POST",
                "url": "v64.0/sobjects/Account",
                "richInput": {"Name": "One"},
            },
            {"method": "POST", "url": "v64.0/sobjects/Account", "richInput": {}},
            {
                "method": "PATCH",
                "url": f"v60.0/sobjects/Account/{KEY}/1",
                "richInput": {"Name": "Two"},
            },
            {"method": "GET", "url": "v64.0/query?q=SELECT+count()+FROM+Account"},
        ]
        answer = keyed.answer("POST", "composite/batch", {"batchRequests": parts})
        assert answer["hasErrors"] is True
        results = answer["results"]
        assert [result["statusCode"] for result in results] == [201, 400, 201, 200]
        assert results[1]["result"][0]["errorCode"] == "REQUIRED_FIELD_MISSING"
        assert results[3]["result"]["totalSize"] == 2

    def test_doc_each_part_counts_against_the_limits(
        self, salesforce: Salesforce
    ) -> None:
        salesforce.crm.settings.daily_limit = 2
        parts = [{"method": "GET", "url": "v64.0/limits"}] * 3
        answer = salesforce.answer("POST", "composite/batch", {"batchRequests": parts})
        statuses = [result["statusCode"] for result in answer["results"]]
        assert statuses == [200, 200, 403]

    def test_doc_halt_on_error_answers_the_rest_with_412(
        self, salesforce: Salesforce
    ) -> None:
        parts = [
            {"method": "GET", "url": "v64.0/sobjects/Nothing"},
            {"method": "GET", "url": "v64.0/limits"},
        ]
        body = {"batchRequests": parts, "haltOnError": True}
        answer = salesforce.answer("POST", "composite/batch", body)
        first, second = answer["results"]
        assert (first["statusCode"], second["statusCode"]) == (404, 412)
        assert second["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"

    def test_doc_no_errors_are_told_as_well(self, salesforce: Salesforce) -> None:
        parts = [{"method": "GET", "url": "v64.0/limits"}]
        answer = salesforce.answer("POST", "composite/batch", {"batchRequests": parts})
        assert answer["hasErrors"] is False

    @pytest.mark.parametrize(
        ("part", "status"),
        [
            pytest.param({"method": "GET"}, 400, id="doc-a-url-is-required"),
            pytest.param({"url": "v64.0/limits"}, 400, id="doc-a-method-is-required"),
            pytest.param(
                {"method": "GET", "url": "v65.0/limits"}, 400, id="doc-no-later-version"
            ),
            pytest.param(
                {"method": "GET", "url": "vX/limits"}, 400, id="doc-no-version"
            ),
            pytest.param(
                {"method": "GET", "url": "v64.0/chatter"}, 501, id="doc-other-resources"
            ),
            pytest.param(
                {"method": "GET", "url": "v64.0/limits", "binaryPartName": "x"},
                501,
                id="doc-binary-parts",
            ),
        ],
    )
    def test_a_malformed_part_fails_the_whole(
        self, salesforce: Salesforce, part: dict[str, Any], status: int
    ) -> None:
        good = {"method": "POST", "url": "v64.0/sobjects/Account", "richInput": ACCOUNT}
        body = {"batchRequests": [good, part]}
        response = salesforce.call("POST", "composite/batch", body)
        assert response.status == status
        assert salesforce.crm.counts()["Account"] == 0


def _bytes(body: object) -> bytes:
    return orjson.dumps(body)
