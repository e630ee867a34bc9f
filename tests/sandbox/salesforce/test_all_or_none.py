"""``allOrNone`` in every spelling: what cannot be read never writes a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.salesforce.calling import code, refusal
from tests.sandbox.salesforce.composing import ACCOUNT, composite

if TYPE_CHECKING:
    from tests.sandbox.salesforce.calling import Salesforce

PATH = "composite/sobjects"
GOOD, BAD = ({"attributes": {"type": "Account"}, **v} for v in ({"Name": "x"}, {}))
YES, NO = (True, "true"), (False, "false", None)
UNREADABLE: tuple[object, ...] = ("yes", "TRUE!", "", 1, 0, [], {})


def _written(salesforce: Salesforce) -> int:
    return len(salesforce.values("SELECT Id FROM Account", "Id"))


@pytest.mark.parametrize(
    ("word", "count"), [*((word, 0) for word in YES), *((word, 2) for word in NO)]
)
def test_only_yes_writes_nothing_beside_a_bad_record(
    salesforce: Salesforce, word: object, count: int
) -> None:
    body = {"allOrNone": word, "records": [GOOD, BAD]}
    salesforce.answer("POST", PATH, body)
    bad = {**ACCOUNT, "referenceId": "bad", "body": {}}
    composite(salesforce, ACCOUNT, bad, allOrNone=word)
    assert _written(salesforce) == count


@pytest.mark.parametrize("word", UNREADABLE)
def test_any_other_word_refuses_the_call(salesforce: Salesforce, word: object) -> None:
    body: dict[str, Any] = {"allOrNone": word, "records": [GOOD, BAD]}
    response = salesforce.call("POST", PATH, body)
    assert code(response) == (400, "JSON_PARSER_ERROR")
    assert "instance of boolean" in refusal(response)["message"]
    body = {"allOrNone": word, "compositeRequest": [ACCOUNT]}
    response = salesforce.call("POST", "composite", body)
    assert code(response) == (400, "JSON_PARSER_ERROR")
    part = {"method": "GET", "url": "v64.0/limits"}
    body = {"haltOnError": word, "batchRequests": [part]}
    response = salesforce.call("POST", "composite/batch", body)
    assert code(response) == (400, "JSON_PARSER_ERROR")
    assert _written(salesforce) == 0


@pytest.mark.parametrize("word", ["yes", "1", ""])
def test_in_an_address_too(salesforce: Salesforce, word: str) -> None:
    path = f"{PATH}?ids={salesforce.create()}&allOrNone={word}"
    response = salesforce.call("DELETE", path)
    assert code(response) == (400, "JSON_PARSER_ERROR")
    assert _written(salesforce) == 1
