"""Composite calls that make no sense are refused as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import DATA, code, refusal
from tests.sandbox.salesforce.composing import ACCOUNT, composite, get, statuses

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce


def _nested(depth: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(depth):
        nested = [nested]
    return nested


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([ACCOUNT, ACCOUNT], id="mem-a-name-twice"),
        pytest.param(
            [{**ACCOUNT, "referenceId": "ref[1]"}], id="doc-illegal-characters"
        ),
        pytest.param([{**ACCOUNT, "referenceId": None}], id="doc-a-name-is-required"),
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
            [get("query?q=x", f"q{n}") for n in range(6)], id="doc-five-queries"
        ),
        pytest.param([get("limits", f"q{n}") for n in range(26)], id="doc-25-parts"),
        pytest.param([], id="doc-no-parts"),
        pytest.param([{**ACCOUNT, "body": _nested(300)}], id="mem-nested-too-deeply"),
    ],
)
def test_a_malformed_part_fails_the_whole(
    salesforce: Salesforce, parts: list[dict[str, Any]]
) -> None:
    body = json.dumps({"compositeRequest": parts}).encode()
    response = salesforce.send("POST", f"{DATA}composite", body)
    assert response.status == 400
    assert refusal(response)["message"]
    assert salesforce.crm.counts()["Account"] == 0


def test_an_unknown_part_is_not_found_and_the_others_are_done(
    salesforce: Salesforce,
) -> None:
    results = composite(salesforce, ACCOUNT, get("nothing/here"))
    assert statuses(results) == [201, 404]
    assert results[1]["body"][0]["errorCode"] == "NOT_FOUND"
    assert salesforce.crm.counts()["Account"] == 1


def test_doc_what_composite_does_not_serve_is_named(salesforce: Salesforce) -> None:
    body = {"compositeRequest": [ACCOUNT, get("limits")]}
    response = salesforce.call("POST", "composite", body)
    assert code(response) == (501, "NOT_IMPLEMENTED")
    assert salesforce.crm.counts()["Account"] == 0
