"""Injected faults: which calls they hit, and what each effect does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from integrations.sandbox.faults import Fault, Faults

if TYPE_CHECKING:
    from tests.sandbox.shelf import ServedShelf

UNAVAILABLE = {"status": 503, "body": "<h1>Sorry</h1>", "headers": {"Retry-After": "7"}}


def statuses(shelf: ServedShelf, count: int, method: str = "GET") -> list[int]:
    return [shelf.call(method, "/things/1").status_code for _ in range(count)]


def test_a_fault_hits_until_it_is_cleared(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": UNAVAILABLE})
    assert statuses(shelf, 3) == [503, 503, 503]

    shelf.control("DELETE", "faults")
    assert statuses(shelf, 1) == [404]


def test_a_fault_waits_and_hits_as_often_as_it_was_told(shelf: ServedShelf) -> None:
    order = {"after": 1, "times": 2, "effect": UNAVAILABLE}

    shelf.control("POST", "faults", order)

    assert statuses(shelf, 5) == [404, 503, 503, 404, 404]


def test_a_fault_hits_only_its_method_and_its_paths(shelf: ServedShelf) -> None:
    order = {"method": "put", "path": r"^/things/\d$", "effect": UNAVAILABLE}

    shelf.control("POST", "faults", order)

    assert statuses(shelf, 1, "GET") == [404]
    assert statuses(shelf, 1, "PUT") == [503]
    assert shelf.call("PUT", "/things/12").status_code == 201


def test_a_fault_with_a_probability_hits_some_calls() -> None:
    fault = Fault({"latency_ms": 1}, probability=0.3)

    hits = [fault.strikes("GET", "/") for _ in range(1000)]

    assert 200 < sum(hits) < 400


def test_two_faults_add_up() -> None:
    faults = Faults()
    faults.add(Fault({"latency_ms": 5}))
    faults.add(Fault({"drop": "after"}, times=1))

    assert faults.effect_on("GET", "/") == {"latency_ms": 5, "drop": "after"}
    assert faults.effect_on("GET", "/") == {"latency_ms": 5}


def test_a_status_answers_in_place_of_the_crm(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": UNAVAILABLE})

    answer = shelf.call("PUT", "/things/1", data=b"x")

    assert (answer.status_code, answer.text) == (503, "<h1>Sorry</h1>")
    assert answer.headers["Retry-After"] == "7"
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not shelf.crm.things


def test_a_status_with_a_json_body_says_that_it_is_json(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": {"status": 429, "body": '{"a": 1}'}})

    answer = shelf.call("GET", "/things/1")

    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json() == {"a": 1}


def test_a_status_may_come_without_a_body(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": {"status": 502, "body": None}})

    assert shelf.call("GET", "/things/1").content == b""


def test_a_named_error_is_the_vendors(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": {"error": "OUT_OF_SPACE"}})

    answer = shelf.call("PUT", "/things/1", data=b"x")

    assert (answer.status_code, answer.json()) == (507, [{"errorCode": "OUT_OF_SPACE"}])
    assert not shelf.crm.things


@pytest.mark.parametrize(
    "effect",
    [
        pytest.param({"error": "OUT_OF_SPACE", "records": 2}, id="some records"),
        pytest.param({"short_pages": 3}, id="short pages"),
        pytest.param({"late_commit_s": 1.5}, id="late commit"),
    ],
)
def test_what_only_the_crm_can_do_is_handed_to_it(
    shelf: ServedShelf, effect: dict[str, object]
) -> None:
    shelf.control("POST", "faults", {"effect": effect})

    shelf.call("PUT", "/things/1", data=b"x")

    assert shelf.crm.requests[0].fault == effect


@pytest.mark.parametrize(("moment", "kept"), [("before", 0), ("after", 1)])
def test_a_cut_connection_keeps_the_write_or_not(
    shelf: ServedShelf, moment: str, kept: int
) -> None:
    shelf.control("POST", "faults", {"effect": {"drop": moment}})

    with pytest.raises(requests.ConnectionError):
        shelf.call("PUT", "/things/1", data=b"x")

    assert len(shelf.crm.things) == kept
    assert shelf.control("GET", "requests")["by_status"] == {"dropped": 1}


def test_expired_sessions_are_refused(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": {"expire_session": True}})

    assert statuses(shelf, 1) == [401]


def test_latency_delays_the_call(shelf: ServedShelf) -> None:
    shelf.control("POST", "faults", {"effect": {"latency_ms": 80}})

    assert shelf.call("GET", "/things/1").elapsed.total_seconds() >= 0.08
