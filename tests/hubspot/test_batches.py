from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import CrmError, Rejected, Retryable
from integrations.hubspot import batches
from integrations.hubspot.batches import Rows, Told
from integrations.hubspot.errors import refused_call
from integrations.records import Written

KEYS = st.sets(st.integers(0, 99).map(str), max_size=40)


def rows(keys: set[str]) -> Rows:
    return {key: {"name": key} for key in sorted(keys)}


def refusal(message: str = "There was a problem with the request.") -> CrmError:
    body = orjson.dumps({"status": "error", "message": message})
    return refused_call(400, {}, body, "api.example")


def missing_property(name: str) -> CrmError:
    found = [{"message": "gone", "error": "PROPERTY_DOESNT_EXIST", "name": name}]
    return refusal(f"Property values were not valid: {orjson.dumps(found).decode()}")


@given(KEYS, KEYS)
def test_a_whole_refused_for_a_few_rows_refuses_those_rows_only(
    good: set[str], bad: set[str]
) -> None:
    def send(part: Rows) -> Told:
        if not bad.isdisjoint(part):
            raise refusal()
        return Told({key: Written(key) for key in part})

    results = batches.write(rows(good | bad), send)
    assert {k for k, told in results.items() if isinstance(told, Rejected)} == bad
    assert {k for k, told in results.items() if told == Written(k)} == good - bad


@given(KEYS, KEYS, st.integers(1, 9))
def test_rows_an_answer_leaves_out_are_sent_again(
    told: set[str], refused: set[str], most: int
) -> None:
    """An error in a 207 that names no row: the rest of the rows are good."""

    def send(part: Rows) -> Told:
        known = [key for key in part if key not in refused][:most]
        unnamed = refusal() if not refused.isdisjoint(part) else None
        return Told({key: Written(key) for key in known}, unnamed)

    results = batches.write(rows(told | refused), send)
    assert set(results) == told | refused
    assert {k for k, told in results.items() if isinstance(told, CrmError)} == refused


def test_a_property_that_is_gone_costs_two_calls_not_two_hundred() -> None:
    sent: list[int] = []

    def send(part: Rows) -> Told:
        sent.append(len(part))
        if any("gone" in row for row in part.values()):
            raise missing_property("gone")
        return Told({key: Written(key) for key in part})

    half = {str(key): {"gone": "x"} for key in range(50)}
    results = batches.write(
        {**half, **rows({str(key) for key in range(50, 100)})}, send
    )
    assert sent == [100, 50]
    assert sum(isinstance(told, Rejected) for told in results.values()) == 50


def test_a_row_no_answer_ever_mentions_is_tried_again_later() -> None:
    results = batches.write(rows({"1", "2"}), lambda _: Told({}))
    assert {type(told) for told in results.values()} == {Retryable}


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Unable to perform update/upsert by non-unique 0-2 property domain"),
        (404, "resource not found"),
        (413, "too large"),
    ],
)
def test_what_no_row_is_to_blame_for_is_not_narrowed_down(
    status: int, message: str
) -> None:
    calls: list[Rows] = []

    def send(part: Rows) -> Told:
        calls.append(part)
        body = orjson.dumps({"status": "error", "message": message})
        raise refused_call(status, {}, body, "api.example")

    with pytest.raises(Rejected):
        batches.write(rows({"1", "2", "3"}), send)
    assert len(calls) == 1


@given(KEYS, st.integers(1, 10))
def test_chunks_keep_every_row_in_order(keys: set[str], size: int) -> None:
    parts = list(batches.chunks(rows(keys), size))
    assert [key for part in parts for key in part] == sorted(keys)
    assert all(0 < len(part) <= size for part in parts)
