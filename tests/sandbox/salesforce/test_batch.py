"""Batch: calls side by side, each for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import KEY

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def test_doc_each_part_commits_for_itself(keyed: Salesforce) -> None:
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


def test_doc_each_part_counts_against_the_limits(salesforce: Salesforce) -> None:
    salesforce.crm.settings.daily_limit = 2
    parts = [{"method": "GET", "url": "v64.0/limits"}] * 3
    answer = salesforce.answer("POST", "composite/batch", {"batchRequests": parts})
    statuses = [result["statusCode"] for result in answer["results"]]
    assert statuses == [200, 200, 403]


def test_doc_halt_on_error_answers_the_rest_with_412(salesforce: Salesforce) -> None:
    parts = [
        {"method": "GET", "url": "v64.0/sobjects/Nothing"},
        {"method": "GET", "url": "v64.0/limits"},
    ]
    body = {"batchRequests": parts, "haltOnError": True}
    answer = salesforce.answer("POST", "composite/batch", body)
    first, second = answer["results"]
    assert (first["statusCode"], second["statusCode"]) == (404, 412)
    assert second["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"


def test_doc_no_errors_are_told_as_well(salesforce: Salesforce) -> None:
    parts = [{"method": "GET", "url": "v64.0/limits"}]
    answer = salesforce.answer("POST", "composite/batch", {"batchRequests": parts})
    assert answer["hasErrors"] is False


def test_an_unknown_part_is_not_found_and_the_others_are_done(
    salesforce: Salesforce,
) -> None:
    parts = [
        {"method": "GET", "url": f"v64.0/{path}"} for path in ("nothing/here", "limits")
    ]
    answer = salesforce.answer("POST", "composite/batch", {"batchRequests": parts})
    assert [part["statusCode"] for part in answer["results"]] == [404, 200]
    assert answer["results"][0]["result"][0]["errorCode"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("part", "status"),
    [
        pytest.param({"method": "GET"}, 400, id="doc-a-url-is-required"),
        pytest.param({"url": "v64.0/limits"}, 400, id="doc-a-method-is-required"),
        pytest.param(
            {"method": "GET", "url": "v65.0/limits"}, 400, id="doc-no-later-version"
        ),
        pytest.param({"method": "GET", "url": "vX/limits"}, 400, id="doc-no-version"),
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
    salesforce: Salesforce, part: dict[str, Any], status: int
) -> None:
    good = {
        "method": "POST",
        "url": "v64.0/sobjects/Account",
        "richInput": {"Name": "x"},
    }
    body = {"batchRequests": [good, part]}
    response = salesforce.call("POST", "composite/batch", body)
    assert response.status == status
    assert salesforce.crm.counts()["Account"] == 0
