"""What a property is: its type, its options, who may write it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from integrations.sandbox.hubspot.stamps import iso


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    display_order: int = -1
    hidden: bool = False
    description: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "label": self.label,
            "value": self.value,
            "description": self.description,
            "displayOrder": self.display_order,
            "hidden": self.hidden,
        }


@dataclass(frozen=True)
class Definition:
    name: str
    label: str
    type: str
    field_type: str
    group: str
    description: str = ""
    options: tuple[Option, ...] = ()
    display_order: int = -1
    calculated: bool = False
    formula: str = ""
    external_options: bool = False
    unique: bool = False
    hidden: bool = False
    form_field: bool = False
    hubspot_defined: bool = False
    read_only_value: bool = False
    created: int = 0
    updated: int = 0
    archived: int | None = None

    @cached_property
    def is_writable(self) -> bool:
        return not (self.calculated or self.read_only_value)

    @cached_property
    def is_domain(self) -> bool:
        """The one of companies; a custom property may have the same name elsewhere."""
        return self.hubspot_defined and self.name == "domain"

    @cached_property
    def is_plain_text(self) -> bool:
        """Any text will do, and is kept as it is."""
        is_text = self.type in ("string", "phone_number") and self.name != "email"
        return is_text and self.is_writable and not self.is_domain

    @cached_property
    def choices(self) -> frozenset[str]:
        return frozenset(option.value for option in self.options)

    @cached_property
    def kept_as_they_are(self) -> frozenset[str]:
        """The values that need no closer look: options of which one is chosen."""
        is_one = self.type == "enumeration" and self.field_type != "checkbox"
        is_own = self.is_writable and not self.external_options
        return self.choices if is_one and is_own else frozenset()

    def as_json(self) -> dict[str, object]:
        own = not self.hubspot_defined
        return {
            "updatedAt": iso(self.updated),
            "createdAt": iso(self.created),
            "name": self.name,
            "label": self.label,
            "type": self.type,
            "fieldType": self.field_type,
            "description": self.description,
            "groupName": self.group,
            "options": [option.as_json() for option in self.options],
            "displayOrder": self.display_order,
            "calculated": self.calculated,
            "externalOptions": self.external_options,
            "hasUniqueValue": self.unique,
            "hidden": self.hidden,
            "modificationMetadata": {
                "archivable": own,
                "readOnlyDefinition": not own,
                "readOnlyOptions": not own and not self.options,
                "readOnlyValue": not self.is_writable,
            },
            "formField": self.form_field,
            "dataSensitivity": "non_sensitive",
            **self._origin(),
        }

    def _origin(self) -> dict[str, object]:
        """HubSpot leaves ``archived`` out of its own properties (recorded)."""
        if self.hubspot_defined:
            return {"hubspotDefined": True}
        origin: dict[str, object] = {"archived": self.archived is not None}
        if self.archived is not None:
            origin["archivedAt"] = iso(self.archived)
        if self.formula:
            origin["calculationFormula"] = self.formula
        if self.external_options:
            origin["referencedObjectType"] = "OWNER"
        return origin
