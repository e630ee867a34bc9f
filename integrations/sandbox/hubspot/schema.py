"""The properties and property groups of one object type."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.definitions import Definition, Option

UNIQUE_AT_MOST = 10


@dataclass(slots=True)
class Group:
    name: str
    label: str
    display_order: int = -1

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "label": self.label,
            "displayOrder": self.display_order,
            "archived": False,
        }


@dataclass
class Schema:
    """An archived group is gone for good; an archived property can come back."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    archived: dict[str, Definition] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    @classmethod
    def standard(
        cls, definitions: Iterable[Definition], groups: Mapping[str, str]
    ) -> Schema:
        return cls(
            definitions={definition.name: definition for definition in definitions},
            groups={name: Group(name, label) for name, label in groups.items()},
        )

    @cached_property
    def unique_names(self) -> list[str]:
        return [name for name, found in self.definitions.items() if found.unique]

    @cached_property
    def plain_texts(self) -> frozenset[str]:
        """The properties that take any text of a length and keep it as it is."""
        found = self.definitions.values()
        return frozenset(each.name for each in found if each.is_plain_text)

    @cached_property
    def formulas(self) -> list[Definition]:
        return [found for found in self.definitions.values() if found.formula]

    def put(self, definition: Definition) -> None:
        self.definitions[definition.name] = definition
        self._reckon_anew()

    def options(self, name: str) -> tuple[Option, ...]:
        return self.definitions[name].options

    def archive(self, name: str, millis: int) -> None:
        definition = self.definitions.pop(name)
        self.archived[name] = replace(definition, archived=millis, updated=millis)
        self._reckon_anew()

    def members(self, group: str) -> list[Definition]:
        return [found for found in self.definitions.values() if found.group == group]

    def _reckon_anew(self) -> None:
        """What every write asks for is kept until a definition changes."""
        for name in ("unique_names", "plain_texts", "formulas"):
            self.__dict__.pop(name, None)
