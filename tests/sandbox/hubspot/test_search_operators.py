"""What each operator finds, and that the indexes find the same as a plain look."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.hubspot.api import Api, condition

ROWS = (
    {"name": "Acme Rome", "numberofemployees": "5", "industry": "BANKING"},
    {"name": "acme paris", "numberofemployees": "50", "industry": "RETAIL"},
    {"name": "Beta-Works", "numberofemployees": "7.5"},
    {"name": "Gamma", "city": "Rome"},
)
CASES: tuple[tuple[str, object, set[int]], ...] = (
    ("EQ on text takes any case", condition("name", "EQ", "ACME rome"), {0}),
    ("EQ on a number", condition("numberofemployees", "EQ", "5.0"), {0}),
    ("NEQ leaves blanks out", condition("industry", "NEQ", "BANKING"), {1}),
    ("LT", condition("numberofemployees", "LT", "7.5"), {0}),
    ("LTE", condition("numberofemployees", "LTE", "7.5"), {0, 2}),
    ("GT", condition("numberofemployees", "GT", "7.5"), {1}),
    ("GTE", condition("numberofemployees", "GTE", "7.5"), {1, 2}),
    (
        "BETWEEN has both ends",
        condition("numberofemployees", "BETWEEN", "5", highValue="7.5"),
        {0, 2},
    ),
    ("IN", condition("industry", "IN", values=["BANKING", "RETAIL"]), {0, 1}),
    ("IN wants small letters", condition("name", "IN", values=["Gamma"]), set()),
    ("IN with small letters", condition("name", "IN", values=["gamma"]), {3}),
    ("NOT_IN", condition("industry", "NOT_IN", values=["BANKING"]), {1}),
    ("HAS_PROPERTY", condition("city", "HAS_PROPERTY"), {3}),
    ("NOT_HAS_PROPERTY", condition("industry", "NOT_HAS_PROPERTY"), {2, 3}),
    ("CONTAINS_TOKEN", condition("name", "CONTAINS_TOKEN", "acme"), {0, 1}),
    ("CONTAINS_TOKEN with *", condition("name", "CONTAINS_TOKEN", "w*s"), {2}),
    ("CONTAINS_TOKEN in pieces", condition("name", "CONTAINS_TOKEN", "bet"), set()),
    ("NOT_CONTAINS_TOKEN", condition("name", "NOT_CONTAINS_TOKEN", "acme"), {2, 3}),
)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [pytest.param(case[1], case[2], id=case[0]) for case in CASES],
)
def test_an_operator_finds(api: Api, wanted: object, places: set[int]) -> None:
    made = [api.made(**row) for row in ROWS]
    assert {made.index(found) for found in api.search(wanted).ids} == places


@pytest.mark.parametrize(("wanted", "places"), [case[1:] for case in CASES])
@pytest.mark.parametrize("name", ["name", "industry", "numberofemployees", "city"])
def test_it_finds_the_same_in_any_order(
    api: Api, name: str, wanted: object, places: set[int]
) -> None:
    made = [api.made(**row) for row in ROWS]
    sort = {"propertyName": name, "direction": "DESCENDING"}
    found = api.search(wanted, sorts=[sort]).ids
    assert {made.index(it) for it in found} == places


STAMP, ID = "hs_lastmodifieddate", "hs_object_id"
OPERATORS = ("EQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "NEQ")
ranges = st.builds(
    lambda name, operator, low, high: (name, operator, low, high),
    st.sampled_from([STAMP, ID]),
    st.sampled_from(OPERATORS),
    st.integers(-2, 12),
    st.integers(-2, 12),
)


def _portal() -> tuple[Api, list[dict[str, int]]]:
    """Twelve companies, with stamps that repeat and are not in the order of ids."""
    api = Api()
    api.crm.reset(1, {"companies": 12})
    store = api.crm.portal.stores["companies"]
    rows = []
    for place, record in enumerate(list(store)):
        stamp = 1_000 + place * 7 % 5
        store.put(record.changed({}, stamp, record.source), 0, 0)
        rows.append({STAMP: stamp, ID: record.id})
    return api, rows


def _holds(row: dict[str, int], test: tuple[str, str, int, int]) -> bool:
    name, operator, low, high = test
    held, low, high = row[name], _value(name, low), _value(name, high)
    return {
        "EQ": held == low,
        "NEQ": held != low,
        "LT": held < low,
        "LTE": held <= low,
        "GT": held > low,
        "GTE": held >= low,
        "BETWEEN": low <= held <= high,
    }[operator]


def _value(name: str, place: int) -> int:
    return 1_000 + place if name == STAMP else 5_100_000_001 + place


def _filter(test: tuple[str, str, int, int]) -> object:
    name, operator, low, high = test
    more = {"highValue": str(_value(name, high))} if operator == "BETWEEN" else {}
    return condition(name, operator, str(_value(name, low)), **more)


@settings(max_examples=60)
@given(
    tests=st.lists(ranges, max_size=3),
    sort=st.sampled_from([STAMP, ID, "createdate", "name", None]),
    backwards=st.booleans(),
    offset=st.integers(0, 13),
    limit=st.integers(1, 13),
)
def test_ranges_find_what_a_plain_look_finds(
    tests: list[tuple[str, str, int, int]],
    sort: str | None,
    backwards: bool,  # noqa: FBT001
    offset: int,
    limit: int,
) -> None:
    api, rows = _portal()
    expected = {row[ID] for row in rows if all(_holds(row, test) for test in tests)}
    direction = "DESCENDING" if backwards else "ASCENDING"
    order: dict[str, Any] = {"after": str(offset), "limit": limit}
    if sort:
        order["sorts"] = [{"propertyName": sort, "direction": direction}]
    answer = api.search(*map(_filter, tests), **order)
    assert answer.json["total"] == len(expected)
    found = [int(each) for each in answer.ids]
    assert len(found) == max(0, min(limit, len(expected) - offset))
    assert set(found) <= expected
    if sort in (STAMP, ID):
        stamps = {row[ID]: row[sort] for row in rows}
        held = [stamps[each] for each in found]
        assert held == sorted(held, reverse=backwards)
