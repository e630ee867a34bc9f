"""The calls under ``/__sandbox__/``, over real HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from integrations.sandbox.orders import OrderError
from integrations.sandbox.settings import SandboxSettings
from integrations.sandbox.traffic import Traffic

if TYPE_CHECKING:
    from tests.sandbox.shelf import ServedShelf


def test_the_state_counts_the_records(shelf: ServedShelf) -> None:
    shelf.call("PUT", "/things/1", data=b"x")

    assert shelf.control("GET", "state") == {"records": {"Thing": 1}}


def test_a_reset_gives_the_sizes_asked_for(shelf: ServedShelf) -> None:
    answer = shelf.control("POST", "reset", {"seed": 5, "accounts": 3, "lists": 1})

    assert shelf.crm.was_reset_with == (5, {"accounts": 3, "lists": 1})
    assert answer == {"records": {"Thing": 3}}


def test_a_reset_without_a_body_empties(shelf: ServedShelf) -> None:
    shelf.call("PUT", "/things/1", data=b"x")

    shelf.control("POST", "reset")

    assert shelf.crm.was_reset_with == (1, {})
    assert shelf.control("GET", "state") == {"records": {"Thing": 0}}


def test_requests_are_counted_by_endpoint_and_status(shelf: ServedShelf) -> None:
    shelf.call("PUT", "/things/1", data=b"x")
    shelf.call("GET", "/things/1")
    shelf.call("GET", "/things/2")

    assert shelf.control("GET", "requests") == {
        "total": 3,
        "by_endpoint": {"PUT things": 1, "GET things": 2},
        "by_status": {"201": 1, "200": 1, "404": 1},
        "peak_in_10s": 3,
    }


def test_requests_are_forgotten_when_told(shelf: ServedShelf) -> None:
    shelf.call("GET", "/things/1")

    shelf.control("DELETE", "requests")

    assert shelf.control("GET", "requests")["total"] == 0


def test_the_peak_is_the_fullest_ten_seconds() -> None:
    traffic = Traffic()
    for second in (0, 1, 2, 3, 4, 5, 30, 31, 40, 41, 42):
        traffic.arrived("GET things", float(second))

    assert traffic.summary()["peak_in_10s"] == 6


def test_control_calls_are_neither_counted_nor_hit_by_faults(
    shelf: ServedShelf,
) -> None:
    shelf.control("POST", "faults", {"effect": {"status": 503}})

    shelf.control("GET", "state")

    assert shelf.control("GET", "requests")["total"] == 0


def test_settings_change_one_by_one(shelf: ServedShelf) -> None:
    shelf.control("POST", "settings", {"rate_limits": True, "daily_limit": 9})
    answer = shelf.control("POST", "settings", {"search_lag_s": 1.5})

    changed = SandboxSettings(rate_limits=True, daily_limit=9, search_lag_s=1.5)
    assert shelf.crm.settings == changed
    assert answer == asdict(changed)


def test_a_frozen_clock_stands_still_until_it_is_thawed(shelf: ServedShelf) -> None:
    clock = shelf.crm.clock
    shelf.control("POST", "settings", {"freeze_clock": True})
    frozen, began = clock.now(), clock.seconds()
    clock.advance(60)
    assert clock.now() == frozen
    assert clock.seconds() >= began + 60

    shelf.control("POST", "settings", {"freeze_clock": False})
    assert clock.now() > frozen


@pytest.mark.parametrize(
    ("name", "order", "reason"),
    [
        ("reset", {"sed": 1}, '"sed" is not one of seed, accounts'),
        ("reset", {"accounts": -1}, '"accounts" cannot be -1'),
        ("reset", {"accounts": "many"}, "\"accounts\" cannot be 'many'"),
        ("reset", [1], "A JSON object is wanted"),
        ("settings", {"latency_ms": True}, '"latency_ms" cannot be True'),
        ("settings", {"rate_limits": 1}, '"rate_limits" cannot be 1'),
        ("settings", {"latency": 1}, '"latency" is not one of latency_ms'),
        ("faults", {}, 'needs an "effect"'),
        ("faults", {"effect": {}}, "The effect does nothing"),
        ("faults", {"effect": {"body": "x"}}, "The effect does nothing"),
        ("faults", {"effect": {"status": 99}}, '"status" cannot be 99'),
        ("faults", {"effect": {"drop": "never"}}, "\"drop\" cannot be 'never'"),
        ("faults", {"effect": {"error": "NOPE"}}, "NOPE is no error of the shelf"),
        ("faults", {"effect": {"drop": "after"}, "path": "("}, "regular expression"),
        ("faults", {"effect": {"drop": "after"}, "probability": 2}, "cannot be 2"),
        ("faults", {"effect": {"short_pages": 0}}, '"short_pages" cannot be 0'),
    ],
)
def test_a_control_call_that_makes_no_sense_is_refused_with_the_reason(
    shelf: ServedShelf, name: str, order: object, reason: str
) -> None:
    assert reason in shelf.refusal(name, order)


def test_a_refused_setting_changes_nothing(shelf: ServedShelf) -> None:
    shelf.refusal("settings", {"latency_ms": 5, "daily_limit": -1})

    assert shelf.crm.settings == SandboxSettings()


def test_a_body_that_is_no_json_is_refused(shelf: ServedShelf) -> None:
    answer = shelf.call("POST", "/__sandbox__/reset", data=b"{")

    assert answer.status_code == 400
    assert "not JSON" in answer.json()["message"]


def test_an_unknown_control_call_is_not_found(shelf: ServedShelf) -> None:
    answer = shelf.call("POST", "/__sandbox__/state")

    assert answer.status_code == 404
    assert "POST /__sandbox__/state" in answer.json()["message"]


def test_a_crm_may_have_control_calls_of_its_own(shelf: ServedShelf) -> None:
    def tidy(order: object) -> object:
        if order != {"how": "well"}:
            raise OrderError("Only well.")
        return {"tidied": 1}

    shelf.crm.controls[("POST", "tidy")] = tidy

    assert shelf.control("POST", "tidy", {"how": "well"}) == {"tidied": 1}
    assert shelf.refusal("tidy", {"how": "badly"}) == "Only well."
    assert shelf.call("GET", "/__sandbox__/tidy").status_code == 404
