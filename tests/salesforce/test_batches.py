from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import CrmError, Rejected
from integrations.records import Written
from integrations.salesforce import batches
from integrations.salesforce.errors import refused_call

if TYPE_CHECKING:
    from integrations.salesforce.batches import Results, Rows

KEYS = st.sets(st.integers(0, 199).map(str), max_size=40)


def rows(keys: set[str]) -> Rows:
    return {key: {"Name": key} for key in sorted(keys)}


def refusal(code: str, message: str, status: int = 400) -> CrmError:
    body = orjson.dumps([{"errorCode": code, "message": message}])
    return refused_call(status, body, "acme.my.salesforce.com")


@given(KEYS, KEYS)
def test_a_whole_refused_for_a_few_rows_refuses_those_rows_only(
    good: set[str], bad: set[str]
) -> None:
    def send(part: Rows) -> Results:
        if not bad.isdisjoint(part):
            raise refusal("JSON_PARSER_ERROR", "Cannot deserialize instance of double")
        return {key: Written(key) for key in part}

    results = batches.write(rows(good | bad), send)
    assert {k for k, told in results.items() if isinstance(told, Rejected)} == bad
    assert {k for k, told in results.items() if told == Written(k)} == good - bad


def test_a_field_that_is_gone_costs_two_calls_not_four_hundred() -> None:
    sent: list[int] = []

    def send(part: Rows) -> Results:
        sent.append(len(part))
        if any("gone__c" in row for row in part.values()):
            message = "No such column 'Gone__c' on sobject of type Account"
            raise refusal("INVALID_FIELD", message)
        return {key: Written(key) for key in part}

    half = {str(key): {"gone__c": "x"} for key in range(100)}
    results = batches.write(
        {**half, **rows({str(key) for key in range(100, 200)})}, send
    )
    assert sent == [200, 100]
    assert sum(isinstance(told, Rejected) for told in results.values()) == 100


def test_what_no_row_is_to_blame_for_is_not_narrowed_down() -> None:
    def send(part: Rows) -> Results:
        raise refusal("NOT_FOUND", "The requested resource does not exist", 404)

    with pytest.raises(Rejected, match="does not exist"):
        batches.write(rows({"1", "2"}), send)
