"""What turned in fields and properties that are still there, beside their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from integrations.engine.mappings import field_type, type_of
from integrations.rules.kinds import is_writable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.engine.metadata import Known
    from integrations.records import Field, Property


def changes(before: Known, after: Known) -> list[str]:
    """Of each that changed: its name, and what matters to a mapping of it."""
    fields = [
        (f"Salesforce {now.label} ({name})", _of_field(before.fields[name], now))
        for name, now in after.fields.items()
        if name in before.fields
    ]
    properties = [
        (f"HubSpot {now.label} ({name})", _of_property(before.properties[name], now))
        for name, now in after.properties.items()
        if name in before.properties
    ]
    told = [(name, ", ".join(parts)) for name, parts in [*fields, *properties]]
    return [f"{name}: {parts}" for name, parts in told if parts]


def _of_field(old: Field, new: Field) -> Iterator[str]:
    yield from _turned(_("type %(old)s → %(new)s"), field_type(old), field_type(new))
    yield from _turned(_("length %(old)s → %(new)s"), old.length, new.length)
    yield from _of_access(is_writable(old), is_writable(new))


def _of_property(old: Property, new: Property) -> Iterator[str]:
    yield from _turned(_("type %(old)s → %(new)s"), type_of(old), type_of(new))
    yield from _of_access(_is_changeable(old), _is_changeable(new))


def _is_changeable(property: Property) -> bool:
    return not (property.read_only or property.calculated)


def _turned(text: str, old: object, new: object) -> Iterator[str]:
    if old != new:
        yield text % {"old": old, "new": new}


def _of_access(old: bool, new: bool) -> Iterator[str]:  # noqa: FBT001
    if old != new:
        yield _("can be written now") if new else _("can no longer be written")
