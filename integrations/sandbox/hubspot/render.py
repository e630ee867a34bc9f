"""A record as HubSpot's answers show it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.portal import PORTAL_ID, UI_DOMAIN
from integrations.sandbox.hubspot.records import kept_by_system
from integrations.sandbox.hubspot.stages import LIFECYCLE
from integrations.sandbox.hubspot.stamps import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Read, Record
    from integrations.sandbox.hubspot.schema import Schema

    # A property's name, how to read it where HubSpot keeps it, and what stands for
    # a blank.
    Column = tuple[str, Read | None, str | None]
    Columns = Iterable[Column]

ALWAYS = ("createdate", "hs_object_id")
AFTER_A_WRITE = (
    "hs_object_source",
    "hs_object_source_id",
    "hs_object_source_label",
    "hs_pipeline",
    LIFECYCLE,
)


def columns(kind: ObjectKind, schema: Schema, asked: Iterable[str]) -> Columns:
    """The properties that an answer shows: undefined ones are left out."""
    names = {*(tuple(asked) or kind.default_properties), *ALWAYS, kind.modified}
    known = sorted(names & schema.definitions.keys())
    return [(name, kept_by_system(kind, name), None) for name in known]


def shown(kind: ObjectKind, record: Record, wanted: Columns) -> dict[str, object]:
    """Unset properties are null."""
    held = record.properties
    values = {n: read(record, kind) if read else held.get(n) for n, read, _ in wanted}
    return _framed(kind, record, values)


def written(
    kind: ObjectKind, record: Record, sent: Iterable[str], *, full: bool = True
) -> dict[str, object]:
    """As after a write: what was sent and some of the system's own (recorded)."""
    held = record.properties
    values = {
        name: value
        for name, read, blank in _after_a_write(
            kind, tuple(sent), AFTER_A_WRITE if full else ()
        )
        if (value := read(record, kind) if read else held.get(name, blank)) is not None
    }
    return _framed(kind, record, values)


def history(
    kind: ObjectKind, schema: Schema, record: Record, asked: Iterable[str]
) -> dict[str, object]:
    return {
        name: [version.as_json() for version in record.history(kind, name)]
        for name in asked
        if name in schema.definitions
    }


@lru_cache(maxsize=1024)
def _after_a_write(
    kind: ObjectKind, sent: tuple[str, ...], system: tuple[str, ...]
) -> list[Column]:
    """The records of a batch mostly tell the same ones."""
    names = sorted({*sent, *ALWAYS, kind.modified, *system})
    return [
        (name, kept_by_system(kind, name), "" if name in sent else None)
        for name in names
    ]


def _framed(
    kind: ObjectKind, record: Record, properties: Mapping[str, str | None]
) -> dict[str, object]:
    place = f"contacts/{PORTAL_ID}/record/{kind.type_id}/{record.id}"
    framed: dict[str, object] = {
        "id": str(record.id),
        "properties": properties,
        "createdAt": iso(record.created),
        "updatedAt": iso(record.modified),
        "archived": record.archived is not None,
        "url": f"https://{UI_DOMAIN}/{place}",
    }
    if record.archived is not None:
        framed["archivedAt"] = iso(record.archived)
    return framed
