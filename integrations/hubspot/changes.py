"""Walking through *changed since* without losing or repeating a record.

HubSpot's search pages by offset, ends at 10,000 and sorts by one property: a record
that changes while we read leaves its place, and the next offset skips a neighbour. So
every page starts from a value instead: from the last time stamp seen, and inside one
stamp that fills a page, from the last id.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
STAMP = "hs_lastmodifieddate"
CONTACT_STAMP = "lastmodifieddate"
ID = "hs_object_id"
PAGE = 200
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Cursor = dict[str, int]


class ChangedPage(NamedTuple, Generic[T]):
    """``next`` is None at the end; it may be kept as JSON and used later."""

    rows: tuple[T, ...]
    next: Cursor | None


def changed_since(start: datetime, until: datetime | None = None) -> Cursor:
    """Where to begin; both ends belong to it."""
    cursor = {"since": _milliseconds(start)}
    return cursor if until is None else cursor | {"until": _milliseconds(until)}


def search_body(
    cursor: Cursor, properties: Sequence[str], stamp: str = STAMP
) -> dict[str, Any]:
    """The body of the search call for this page."""
    if "id" in cursor:
        filters = [
            _filter(stamp, "GTE", cursor["since"]),
            _filter(stamp, "LTE", cursor["since"]),
            _filter(ID, "GT", cursor["id"]),
        ]
    else:
        filters = [_filter(stamp, "GTE", cursor["since"])]
        if "until" in cursor:
            filters.append(_filter(stamp, "LTE", cursor["until"]))
    order = ID if "id" in cursor else stamp
    return {
        "filterGroups": [{"filters": filters}],
        "sorts": [{"propertyName": order, "direction": "ASCENDING"}],
        "properties": list(dict.fromkeys((stamp, *properties))),
        "limit": PAGE,
    }


def next_page(
    cursor: Cursor,
    found: Sequence[Mapping[str, Any]],
    record: Callable[[Mapping[str, Any]], T],
    stamp: str = STAMP,
    *,
    more: bool,
) -> ChangedPage[T]:
    """The records of the found rows to hand on, and where the next page begins."""
    if "id" in cursor:
        more_of_it = more and found
        following = (
            cursor | {"id": int(found[-1]["id"])} if more_of_it else _past(cursor)
        )
        return ChangedPage(tuple(map(record, found)), following)
    if not (more and found):
        return ChangedPage(tuple(map(record, found)), None)
    last = _stamp(found[-1], stamp)
    if last == cursor["since"]:
        return ChangedPage((), cursor | {"id": 0})
    whole = (row for row in found if _stamp(row, stamp) < last)
    return ChangedPage(tuple(map(record, whole)), cursor | {"since": last})


def _past(cursor: Cursor) -> Cursor | None:
    """Every record of one stamp is read: on to the next millisecond."""
    following = {key: value for key, value in cursor.items() if key != "id"}
    following["since"] += 1
    done = "until" in following and following["since"] > following["until"]
    return None if done else following


def _filter(name: str, operator: str, value: int) -> dict[str, str]:
    return {"propertyName": name, "operator": operator, "value": str(value)}


def _stamp(row: Mapping[str, Any], stamp: str) -> int:
    return _milliseconds(datetime.fromisoformat(row["properties"][stamp] or ""))


def _milliseconds(value: datetime) -> int:
    return (value - EPOCH) // timedelta(milliseconds=1)
