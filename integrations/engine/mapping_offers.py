"""What a new mapping may pair: the names to offer, and why the others are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from integrations.engine.mappings import field_type, type_of
from integrations.records import KEY_FIELD, KEY_PROPERTY
from integrations.rules.kinds import FITTING, fits, is_mappable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.metadata import Known
    from integrations.models import Mapping
    from integrations.records import Field, Property


class Offered(NamedTuple):
    name: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Offers:
    """``left_out`` tells a reason and the names it holds for, side by side."""

    properties: list[Offered]
    fields: list[Offered]
    left_out: list[tuple[str, list[str]]]


def offers(known: Known, rows: Sequence[Mapping], chosen: Property | None) -> Offers:
    """Once a property is chosen, only the fields that fit it."""
    taken = {row.property for row in rows} | {KEY_PROPERTY}
    taken_fields = {row.field for row in rows} | {KEY_FIELD}
    free = [p for p in known.properties.values() if p.name not in taken]
    free_fields = [f for f in known.fields.values() if f.name not in taken_fields]
    left_out = {
        _("HubSpot properties that are mapped already"): sorted(taken),
        _("HubSpot properties of a type that cannot be mapped"): [
            p.name for p in free if not is_mappable(p)
        ],
        _("Salesforce fields that are mapped already"): sorted(taken_fields),
        _("Salesforce fields of a type that cannot be mapped"): [
            f.name for f in free_fields if f.type not in FITTING
        ],
    }
    return Offers(
        properties=[
            Offered(p.name, p.label, type_of(p)) for p in free if is_mappable(p)
        ],
        fields=[
            Offered(f.name, f.label, field_type(f))
            for f in free_fields
            if _is_offered(f, chosen)
        ],
        left_out=[(reason, names) for reason, names in left_out.items() if names],
    )


def _is_offered(field: Field, chosen: Property | None) -> bool:
    return fits(chosen, field) if chosen else field.type in FITTING
