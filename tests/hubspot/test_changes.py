from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.hubspot import changes
from integrations.hubspot.changes import CONTACT_STAMP, EPOCH, ID, STAMP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from integrations.hubspot.changes import Cursor

STAMPS = st.dictionaries(st.integers(1, 60), st.integers(0, 6), max_size=40)
OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "GTE": lambda left, right: left >= right,
    "LTE": lambda left, right: left <= right,
    "GT": lambda left, right: left > right,
}


Row = dict[str, Any]


def row(id_: int, changed: int) -> Row:
    at = EPOCH + timedelta(milliseconds=changed)
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": str(id_), "properties": {STAMP: stamp}}


def record(row: Mapping[str, Any]) -> int:
    return int(row["id"])


def answer(stamps: dict[int, int], cursor: Cursor, size: int) -> tuple[list[Row], bool]:
    """HubSpot's search over records with these stamps, ``size`` a page."""
    body = changes.search_body(cursor, ())
    filters = body["filterGroups"][0]["filters"]
    order = body["sorts"][0]["propertyName"]

    def fits(id_: int) -> bool:
        values = {ID: id_, STAMP: stamps[id_]}
        return all(
            OPERATORS[f["operator"]](values[f["propertyName"]], int(f["value"]))
            for f in filters
        )

    ids = sorted(stamps, key=lambda id_: id_ if order == ID else (stamps[id_], -id_))
    found = [row(id_, stamps[id_]) for id_ in ids if fits(id_)]
    return found[:size], len(found) > size


def walk(
    stamps: dict[int, int], size: int, start: int = 0, until: int | None = None
) -> Iterator[tuple[int, ...]]:
    end = None if until is None else EPOCH + timedelta(milliseconds=until)
    cursor: Cursor | None
    cursor = changes.changed_since(EPOCH + timedelta(milliseconds=start), end)
    while cursor is not None:
        kept: Cursor = json.loads(json.dumps(cursor))
        found, more = answer(stamps, kept, size)
        page = changes.next_page(kept, found, record, more=more)
        yield page.rows
        cursor = page.next


@given(STAMPS, st.integers(1, 5), st.integers(0, 6))
def test_every_changed_record_comes_exactly_once_and_oldest_first(
    stamps: dict[int, int], size: int, start: int
) -> None:
    ids = [id_ for page in walk(stamps, size, start) for id_ in page]
    assert sorted(ids) == sorted(i for i, stamp in stamps.items() if stamp >= start)
    assert [stamps[id_] for id_ in ids] == sorted(stamps[id_] for id_ in ids)


@given(STAMPS, st.integers(1, 5), st.integers(0, 6))
def test_nothing_after_the_end_comes(
    stamps: dict[int, int], size: int, until: int
) -> None:
    ids = [id_ for page in walk(stamps, size, 0, until) for id_ in page]
    assert sorted(ids) == sorted(i for i, stamp in stamps.items() if stamp <= until)


@given(STAMPS, st.integers(2, 5), st.data())
def test_a_record_changed_while_reading_hides_no_other(
    stamps: dict[int, int], size: int, data: st.DataObject
) -> None:
    live = dict(stamps)
    seen: set[int] = set()
    later = 100
    for page in walk(live, size):
        seen.update(page)
        if live and later < 110:
            live[data.draw(st.sampled_from(sorted(live)))] = later
            later += 1
    assert seen == set(stamps)


@pytest.mark.parametrize("count", [11, 25])
def test_a_stamp_shared_by_more_than_a_page_is_read_by_id(count: int) -> None:
    pages = walk(dict.fromkeys(range(1, count + 1), 3), size=10, start=3)
    assert [id_ for page in pages for id_ in page] == list(range(1, count + 1))


@pytest.mark.parametrize("stamp", [STAMP, CONTACT_STAMP])
def test_the_search_asks_for_its_stamp_and_a_full_page(stamp: str) -> None:
    cursor = changes.changed_since(datetime(2026, 1, 1, tzinfo=UTC))
    assert changes.search_body(cursor, ["name", stamp], stamp) == {
        "filterGroups": [
            {
                "filters": [
                    {"propertyName": stamp, "operator": "GTE", "value": "1767225600000"}
                ]
            }
        ],
        "sorts": [{"propertyName": stamp, "direction": "ASCENDING"}],
        "properties": [stamp, "name"],
        "limit": 200,
    }
