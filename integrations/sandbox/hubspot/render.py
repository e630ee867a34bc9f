"""A record as HubSpot's answers show it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.portal import PORTAL_ID, UI_DOMAIN
from integrations.sandbox.hubspot.stages import LIFECYCLE
from integrations.sandbox.hubspot.stamps import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.schema import Schema

ALWAYS = ("createdate", "hs_object_id")
AFTER_A_WRITE = (
    "hs_object_source",
    "hs_object_source_id",
    "hs_object_source_label",
    "hs_pipeline",
    LIFECYCLE,
)


def shown(
    kind: ObjectKind, schema: Schema, record: Record, asked: Iterable[str]
) -> dict[str, object]:
    """With the properties asked for: undefined ones left out, unset ones null."""
    known = schema.definitions
    names = _names(kind.modified, tuple(asked) or kind.default_properties)
    told = [name for name in names if name in known]
    return _framed(kind, record, record.values(kind, told))


def written(
    kind: ObjectKind, record: Record, sent: Iterable[str], *, full: bool = True
) -> dict[str, object]:
    """As after a write: what was sent and some of the system's own (recorded)."""
    system = AFTER_A_WRITE if full else ()
    sent = tuple(sent)
    values = record.values(kind, _names(kind.modified, sent, system))
    blank = {name: "" for name in sent if values[name] is None}
    return _framed(
        kind,
        record,
        {name: value for name, value in values.items() if value is not None} | blank,
    )


def history(
    kind: ObjectKind, schema: Schema, record: Record, asked: Iterable[str]
) -> dict[str, object]:
    return {
        name: [version.as_json() for version in record.history(kind, name)]
        for name in asked
        if name in schema.definitions
    }


@lru_cache(maxsize=1024)
def _names(
    modified: str, asked: tuple[str, ...], system: tuple[str, ...] = ()
) -> list[str]:
    """In order; the records of a batch mostly tell the same ones."""
    return sorted({*asked, *ALWAYS, modified, *system})


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
