"""A record as it stands, and where each of its values came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot.stamps import iso

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.kinds import ObjectKind

Read = Callable[["Record", "ObjectKind"], "str | None"]
VERSIONS_KEPT = 20
NO_VERSIONS: Mapping[str, tuple[Version, ...]] = MappingProxyType({})


class Source(NamedTuple):
    """``name`` is HubSpot's word: INTEGRATION, CRM_UI, IMPORT, COMPANIES."""

    name: str
    id: str
    label: str
    user_id: int | None = None


class Version(NamedTuple):
    value: str
    millis: int
    source: Source

    def as_json(self) -> dict[str, object]:
        return {
            "value": self.value,
            "timestamp": iso(self.millis),
            "sourceType": self.source.name,
            "sourceId": self.source.id,
            "updatedByUserId": self.source.user_id,
        }


@dataclass(slots=True)
class Record:
    """Never changed in place: who holds one holds the past.

    Not frozen all the same, which would take four times as long to make one.

    ``properties`` has no blanks. ``versions``, newest first, only of properties
    that were changed since the record was made.
    """

    id: int
    properties: Mapping[str, str]
    created: int
    modified: int
    source: Source
    archived: int | None = None
    versions: Mapping[str, tuple[Version, ...]] = field(
        default_factory=lambda: NO_VERSIONS
    )

    def value(self, kind: ObjectKind, name: str) -> str | None:
        read = kept_by_system(kind, name)
        return read(self, kind) if read else self.properties.get(name)

    def history(self, kind: ObjectKind, name: str) -> tuple[Version, ...]:
        if name in self.versions:
            return self.versions[name]
        value = self.value(kind, name)
        return () if value is None else (self._first(value),)

    def changed(self, values: Mapping[str, str], millis: int, source: Source) -> Record:
        """A blank value clears; an equal one leaves no version."""
        held = self.properties
        news = {n: v for n, v in values.items() if held.get(n, "") != v}
        versions = {n: self._versions(n, v, millis, source) for n, v in news.items()}
        after = {**held, **news}
        if "" in news.values():
            after = {n: v for n, v in after.items() if v}
        return Record(
            self.id,
            after,
            self.created,
            millis,
            self.source,
            self.archived,
            {**self.versions, **versions} if versions else self.versions,
        )

    def put_away(self, millis: int) -> Record:
        return replace(self, archived=millis, modified=millis)

    def _versions(
        self, name: str, value: str, millis: int, source: Source
    ) -> tuple[Version, ...]:
        past = self.versions.get(name, ())
        if not past and name in self.properties:
            past = (self._first(self.properties[name]),)
        return (Version(value, millis, source), *past[: VERSIONS_KEPT - 1])

    def _first(self, value: str) -> Version:
        return Version(value, self.created, self.source)


def kept_by_system(kind: ObjectKind, name: str) -> Read | None:
    """How to read a property that HubSpot itself sets; None for any other."""
    return _modified if name == kind.modified else SYSTEM.get(name)


def _modified(record: Record, _kind: ObjectKind) -> str:
    return iso(record.modified)


def _user(source: Source) -> str | None:
    return None if source.user_id is None else str(source.user_id)


SYSTEM: dict[str, Read] = {
    "createdate": lambda record, _: iso(record.created),
    "hs_object_id": lambda record, _: str(record.id),
    "hs_object_source": lambda record, _: record.source.name,
    "hs_object_source_id": lambda record, _: record.source.id,
    "hs_object_source_label": lambda record, _: record.source.label,
    "hs_object_source_user_id": lambda record, _: _user(record.source),
    "hs_pipeline": lambda _, kind: f"{kind.name}-lifecycle-pipeline",
}
