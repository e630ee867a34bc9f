"""One field of an object, as describe tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace

Value = str | int | float | bool | None
Row = dict[str, Value]

TEXTS = frozenset(
    ("string", "textarea", "picklist", "phone", "url", "email", "combobox")
)
NUMBERS = frozenset(("int", "double", "currency", "percent"))
IDS = frozenset(("id", "reference"))


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a picklist; ``label`` is what people read."""

    value: str
    label: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """``defaulted``: Salesforce fills it in on create. ``options``: its picklist.

    ``most``: how far from zero a number may be, where its digits do not say it.
    """

    name: str
    label: str
    type: str
    length: int = 0
    precision: int = 0
    scale: int = 0
    digits: int = 0
    most: int = 0
    nillable: bool = True
    createable: bool = True
    updateable: bool = True
    defaulted: bool = False
    unique: bool = False
    external_id: bool = False
    case_sensitive: bool = False
    id_lookup: bool = False
    name_field: bool = False
    filterable: bool = True
    sortable: bool = True
    restricted: bool = False
    options: tuple[Option, ...] = ()
    reference_to: tuple[str, ...] = ()
    relationship: str | None = None
    cascade: bool = False
    compound: str | None = None
    extra: str | None = None

    @property
    def custom(self) -> bool:
        return self.name.endswith("__c")

    @property
    def required(self) -> bool:
        """Documented: what a create has to bring."""
        return self.createable and not self.nillable and not self.defaulted

    @property
    def indexed(self) -> bool:
        if self.type == "reference":
            return "User" not in self.reference_to
        keyed = self.unique or self.external_id or self.id_lookup
        return keyed and self.type != "id"


def read_only(field: Field) -> Field:
    return replace(field, createable=False, updateable=False)


def text(name: str, label: str, length: int) -> Field:
    return Field(name, label, "string", length)


def picklist(
    name: str, label: str, options: tuple[Option, ...], length: int = 255
) -> Field:
    return Field(name, label, "picklist", length, options=options)


def reference(name: str, label: str, relationship: str, *targets: str) -> Field:
    return Field(
        name, label, "reference", 18, reference_to=targets, relationship=relationship
    )


def stamp(name: str, label: str) -> Field:
    return read_only(Field(name, label, "datetime"))


def options(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)
