"""Answering a search from the indexes, and from all records only when it must."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot.filters import reader, words
from integrations.sandbox.hubspot.finding import RECORD_ID, record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.queries import AssociatedFilter
from integrations.sandbox.hubspot.visible import LATEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.queries import AnyFilter, Query, Sort
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.store import ObjectStore

Test = Callable[["Record"], bool]
RANGES = {"EQ", "LT", "LTE", "GT", "GTE", "BETWEEN"}


class Found(NamedTuple):
    total: int
    records: list[Record]


class Span(NamedTuple):
    low: int = 0
    high: int = LATEST


def search(portal: Portal, kind: ObjectKind, query: Query) -> Found:
    store = portal.store(kind)
    store.visible.settle(portal.clock.seconds())
    if len(query.groups) <= 1:
        filters = query.groups[0] if query.groups else ()
        found = _in_order(store, query, filters)
        if found is not None:
            return found
    matching = _matching(portal, store, query)
    ordered = _sorted(kind, portal, matching.values(), query.sort)
    page = ordered[query.offset : query.offset + query.limit]
    return Found(len(ordered), page)


def _in_order(
    store: ObjectStore, query: Query, filters: Sequence[AnyFilter]
) -> Found | None:
    """A range of ids or of stamps in its own order is only cut, never looked at."""
    name, backwards = query.sort or (RECORD_ID, False)
    visible, modified = store.visible, store.kind.modified
    if query.words or name not in (RECORD_ID, modified):
        return None
    spans = _spans(filters, name)
    if len(spans) < len(filters):
        return None
    span = _overlap(spans)
    if name == modified:
        places, walk = visible.changes(*span), visible.by_change
    else:
        places, walk = visible.ids(*span), visible.by_id
    page = _cut(places, query, backwards=backwards)
    return Found(len(places), list(walk(page, backwards=backwards)))


def _cut(places: range, query: Query, *, backwards: bool) -> range:
    if backwards:
        stop = max(places.start, places.stop - query.offset)
        return range(max(places.start, stop - query.limit), stop)
    start = min(places.stop, places.start + query.offset)
    return range(start, min(places.stop, start + query.limit))


def _span(each: AnyFilter, name: str) -> Span | None:
    """The range a filter on this property, of whole numbers, leaves, if it is one."""
    if isinstance(each, AssociatedFilter) or each.definition.name != name:
        return None
    if each.operator not in RANGES:
        return None
    value, upper = int(each.values[0]), int(each.high)
    if value != each.values[0] or upper != each.high:
        return None
    low = {"GT": value + 1, "GTE": value, "EQ": value, "BETWEEN": value}
    high = {"LT": value - 1, "LTE": value, "EQ": value, "BETWEEN": upper}
    return Span(
        max(0, low.get(each.operator, 0)),
        max(-1, min(LATEST, high.get(each.operator, LATEST))),
    )


def _overlap(spans: Iterable[Span]) -> Span:
    low, high = Span()
    for span in spans:
        low, high = max(low, span.low), min(high, span.high)
    return Span(low, high) if low <= high else Span(0, -1)


def _matching(portal: Portal, store: ObjectStore, query: Query) -> dict[int, Record]:
    says = _words_test(store.kind, query.words)
    found = {}
    for filters in query.groups or ((),):
        test = _all_of(portal, store.kind, filters)
        for record in _candidates(portal, store, filters):
            if test(record) and says(record):
                found[record.id] = record
    return found


def _candidates(
    portal: Portal, store: ObjectStore, filters: Sequence[AnyFilter]
) -> Iterator[Record]:
    """The shortest list that surely has every record of this group."""
    visible, modified = store.visible, store.kind.modified
    for each in filters:
        known = _looked_up(portal, store, each)
        if known is not None:
            return (found for found in map(visible.get, known) if found)
    by_change = _spans(filters, modified)
    changes = visible.changes(*_overlap(by_change))
    ids = visible.ids(*_overlap(_spans(filters, RECORD_ID)))
    if by_change and len(changes) <= len(ids):
        return visible.by_change(changes)
    return visible.by_id(ids)


def _spans(filters: Sequence[AnyFilter], name: str) -> list[Span]:
    return [span for each in filters if (span := _span(each, name)) is not None]


def _looked_up(
    portal: Portal, store: ObjectStore, each: AnyFilter
) -> Collection[int] | None:
    if isinstance(each, AssociatedFilter):
        return _associated(portal, store.kind, each)
    if each.operator not in ("EQ", "IN"):
        return None
    name = each.definition.name
    if name == RECORD_ID:
        return [int(value) for value in dict.fromkeys(each.values)]
    if not store.is_indexed(name):
        return None
    ids = [found for value in each.values for found in store.alike(name, str(value))]
    return ids + store.visible.late


def _all_of(portal: Portal, kind: ObjectKind, filters: Sequence[AnyFilter]) -> Test:
    tests = [_test(portal, kind, each) for each in filters]
    return lambda record: all(test(record) for test in tests)


def _test(portal: Portal, kind: ObjectKind, each: AnyFilter) -> Test:
    if isinstance(each, AssociatedFilter):
        ids = _associated(portal, kind, each)
        return lambda record: record.id in ids
    name, passes = each.definition.name, each.test()
    return lambda record: passes(record.value(kind, name))


def _associated(portal: Portal, kind: ObjectKind, each: AssociatedFilter) -> set[int]:
    other = find_kind(each.object_type)
    return {
        found
        for text in each.ids
        for found in portal.associations.of((other.name, kind.name), record_id(text))
    }


def _words_test(kind: ObjectKind, wanted: Sequence[str]) -> Test:
    """Every word must begin a word of one of the properties searched by default."""

    def says(record: Record) -> bool:
        own = [
            word
            for name in kind.searched
            for word in words(record.value(kind, name) or "")
        ]
        return all(any(word.startswith(w) for word in own) for w in wanted)

    return says if wanted else lambda _: True


def _sorted(
    kind: ObjectKind, portal: Portal, records: Iterable[Record], sort: Sort | None
) -> list[Record]:
    """Blank values come last, equal ones in the order of ids."""
    ordered = sorted(records, key=lambda record: record.id)
    if sort is None:
        return ordered
    read = reader(portal.schema(kind).definitions[sort.name])
    held = [(record.value(kind, sort.name), record) for record in ordered]
    filled = [(read(value), record) for value, record in held if value is not None]
    filled.sort(key=lambda pair: pair[0], reverse=sort.backwards)
    blank = [record for value, record in held if value is None]
    return [record for _, record in filled] + blank
