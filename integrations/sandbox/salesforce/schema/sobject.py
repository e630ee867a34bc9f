"""An object: its fields by name in any letter case, and its relationships."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.schema.field import Field


@dataclass(slots=True)
class SObject:
    """``writable`` False: the sandbox serves it, but does not let it be changed.

    ``needed`` are the fields that no record may have blank.
    """

    name: str
    label: str
    plural: str
    prefix: str
    columns: InitVar[Iterable[Field]]
    writable: bool = True
    fields: dict[str, Field] = field(init=False)
    relationships: dict[str, Field] = field(init=False)
    needed: list[Field] = field(init=False)

    def __post_init__(self, columns: Iterable[Field]) -> None:
        self.fields = {column.name.lower(): column for column in columns}
        self.relationships = {
            column.relationship.lower(): column
            for column in self.fields.values()
            if column.relationship
        }
        self._find_needed()

    def field(self, name: str) -> Field | None:
        return self.fields.get(name.lower())

    def key_field(self, name: str) -> Field | None:
        """Find a field that records can be upserted by."""
        found = self.field(name)
        usable = found and (found.external_id or found.id_lookup)
        return found if usable else None

    def add(self, field: Field) -> None:
        self.fields[field.name.lower()] = field
        self._find_needed()

    def drop(self, name: str) -> None:
        del self.fields[name.lower()]
        self._find_needed()

    def _find_needed(self) -> None:
        columns = self.fields.values()
        self.needed = [
            each for each in columns if each.createable and not each.nillable
        ]
