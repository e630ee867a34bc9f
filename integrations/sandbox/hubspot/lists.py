"""HubSpot's lists: kept by hand, or kept by their filters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.list_filters import properties_of
from integrations.sandbox.hubspot.members import Members
from integrations.sandbox.hubspot.stamps import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.list_filters import Matches
    from integrations.sandbox.hubspot.records import Record

BY_HAND = ("MANUAL", "SNAPSHOT")
AUTHOR = "1001"


@dataclass(slots=True)
class RecordList:
    """``matches`` is None on a list kept by hand."""

    id: int
    name: str
    kind: ObjectKind
    processing_type: str
    created: int
    updated: int
    filter_branch: Mapping[str, Any] | None = None
    matches: Matches | None = None
    version: int = 1
    members: Members = field(default_factory=Members)
    filters_updated: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "listId": str(self.id),
            "listVersion": self.version,
            "createdAt": iso(self.created),
            "updatedAt": iso(self.updated),
            "filtersUpdatedAt": iso(self.filters_updated or self.created),
            "processingStatus": "COMPLETE",
            "createdById": AUTHOR,
            "updatedById": AUTHOR,
            "processingType": self.processing_type,
            "objectTypeId": self.kind.type_id,
            "name": self.name,
        }

    def follow(self, record: Record) -> None:
        """Let a written record join or leave."""
        if record.archived is not None:
            self.members.remove(record.id)
        elif self.matches is not None:
            self._sort(record, self.matches)

    def fill(self, records: Iterable[Record]) -> None:
        """Sort everybody anew; a snapshot does so only once."""
        for record in records:
            self.follow(record)
        if self.processing_type == "SNAPSHOT":
            self.matches = None

    def _sort(self, record: Record, matches: Matches) -> None:
        if matches(record):
            self.members.add(record.id, record.modified)
        else:
            self.members.remove(record.id)


class Lists:
    """A deleted list can be brought back, for 90 days in HubSpot (documented)."""

    def __init__(self) -> None:
        self.by_id: dict[int, RecordList] = {}
        self.deleted: dict[int, RecordList] = {}

    def next_id(self) -> int:
        return max((*self.by_id, *self.deleted), default=0) + 1

    def named(self, kind: ObjectKind, name: str) -> RecordList | None:
        """Names are not case-sensitive (documented)."""
        for found in self.by_id.values():
            if found.kind is kind and found.name.lower() == name.lower():
                return found
        return None

    def follow(self, kind: ObjectKind, record: Record) -> None:
        for found in self.by_id.values():
            if found.kind is kind:
                found.follow(record)

    def holding(self, kind: ObjectKind, record_id: int) -> list[RecordList]:
        return [
            found
            for found in self.by_id.values()
            if found.kind is kind and record_id in found.members
        ]

    def using(self, kind: ObjectKind, name: str) -> list[RecordList]:
        """The lists whose filters ask for this property."""
        return [
            found
            for found in self.by_id.values()
            if found.kind is kind and name in properties_of(found.filter_branch or {})
        ]
