"""The events that tell of what happened (reference, section 2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.associations import (
    PRIMARY_COMPANY,
    PRIMARY_CONTACT,
)
from integrations.sandbox.hubspot.happenings import Linked, Merged, Saved
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.portal import INTEGRATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from integrations.sandbox.hubspot.happenings import Happening
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record, Source

Event = dict[str, object]
CREATION, DELETION, RESTORE = "creation", "deletion", "restore"
CHANGE, MERGE, ASSOCIATION = "propertyChange", "merge", "associationChange"
WHATS = (CREATION, DELETION, RESTORE, CHANGE, MERGE, ASSOCIATION)


def events(happened: Iterable[Happening]) -> Iterator[tuple[ObjectKind, str, Event]]:
    """Each with the object type and the kind of subscription it belongs to.

    Of a merge only itself is told, not what it does to its three records: [mem].
    """
    happened = list(happened)
    merged = {
        record_id
        for each in happened
        if isinstance(each, Merged)
        for record_id in (each.primary_id, each.other_id, each.survivor_id)
    }
    for each in happened:
        if not (isinstance(each, Saved) and each.new.id in merged):
            yield from _told(each)


def _told(happened: Happening) -> Iterator[tuple[ObjectKind, str, Event]]:
    match happened:
        case Saved():
            yield from _saved(happened)
        case Linked():
            yield from _linked(happened)
        case Merged():
            yield happened.kind, MERGE, _merged(happened)


def _saved(happened: Saved) -> Iterator[tuple[ObjectKind, str, Event]]:
    kind, old, new = happened
    if old is None:
        yield kind, CREATION, _record(new, new.source) | {"changeFlag": "NEW"}
    elif new.archived is not None and old.archived is None:
        yield kind, DELETION, _record(new, INTEGRATION) | {"changeFlag": "DELETED"}
    elif old.archived is not None and new.archived is None:
        yield kind, RESTORE, _record(new, INTEGRATION) | {"changeFlag": "RESTORED"}
    for change in _changes(kind, old, new):
        yield kind, CHANGE, change


def _linked(happened: Linked) -> Iterator[tuple[ObjectKind, str, Event]]:
    """Each side is told of it: [mem]."""
    there = (happened.from_id, happened.to_id)
    for ends, type_id, pair in (
        (happened.ends, happened.type_id, there),
        (happened.ends[::-1], happened.inverse, there[::-1]),
    ):
        own, other = find_kind(ends[0]), find_kind(ends[1])
        yield (
            own,
            ASSOCIATION,
            {
                "occurredAt": happened.millis,
                "associationType": f"{own.legacy_name}_TO_{other.legacy_name}",
                "associationTypeId": type_id,
                "fromObjectId": pair[0],
                "toObjectId": pair[1],
                "associationRemoved": happened.removed,
                "isPrimaryAssociation": type_id in (PRIMARY_COMPANY, PRIMARY_CONTACT),
                "changeSource": "INTEGRATION",
            },
        )


def _merged(happened: Merged) -> Event:
    return {
        "objectId": happened.survivor_id,
        "occurredAt": happened.millis,
        "primaryObjectId": happened.primary_id,
        "mergedObjectIds": [happened.other_id],
        "newObjectId": happened.survivor_id,
        "numberOfPropertiesMoved": happened.moved,
        "changeSource": "INTEGRATION",
    }


def _changes(kind: ObjectKind, old: Record | None, new: Record) -> Iterator[Event]:
    """One event a property; those of a new record are told too: [mem]."""
    before = old.properties if old else {}
    for name in sorted({*before, *new.properties}):
        value = new.properties.get(name, "")
        if before.get(name, "") != value:
            source = new.history(kind, name)[0].source if value else new.source
            yield _record(new, source) | {
                "propertyName": name,
                "propertyValue": value,
                "isSensitive": False,
            }


def _record(record: Record, source: Source) -> Event:
    return {
        "objectId": record.id,
        "occurredAt": record.modified,
        "changeSource": source.name,
        "sourceId": source.id,
    }
