"""The field mappings as a run uses them and as the table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext

from integrations.engine import metadata
from integrations.engine.mapping_check import draft_of, problems_of
from integrations.field_types import CALCULATED, WORDS
from integrations.models import Integration, Mapping, Record
from integrations.rules.kinds import shape_of
from integrations.rules.mapping import FieldMapping, pair
from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from integrations.records import Field, Property
    from integrations.rules.check import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of mappings (M1)."""

    mapping: Mapping
    property_label: str
    property_type: str
    field_label: str
    field_type: str


def usable(
    integration: Integration, rows: Iterable[Mapping]
) -> tuple[FieldMapping, ...]:
    """Those of the rows that sync now: not switched off, and nothing wrong with it."""
    known, owners = metadata.to_pair(integration)
    found = []
    for row in rows:
        is_off = row.rule == Mapping.Rule.NONE or row.status == Mapping.Status.ERROR
        is_known = row.property in known.properties and row.field in known.fields
        if is_known and not is_off:
            sides = known.properties[row.property], known.fields[row.field]
            found.append(pair(*sides, SyncRule(row.rule), row.values, owners))
    return tuple(found)


def judge(integration: Integration) -> None:
    """Hold every mapping against both CRMs' metadata and keep what is wrong with it."""
    known, rows = metadata.known(integration), list(integration.mappings.all())
    for row in rows:
        others = [other for other in rows if other is not row]
        _keep_status(row, problems_of(draft_of(row), others, known))


def _keep_status(row: Mapping, problems: Sequence[Problem]) -> None:
    if row.rule == Mapping.Rule.NONE:
        problems = ()
    status = max(map(_weight, problems), default=Mapping.Status.OK, key=WEIGHTS.index)
    message = " ".join(problem.message for problem in problems)
    if (row.status, row.problem) != (status, message):
        row.status, row.problem = status, message
        row.save(update_fields=["status", "problem"])


WEIGHTS = [Mapping.Status.OK, Mapping.Status.WARNING, Mapping.Status.ERROR]


def _weight(problem: Problem) -> Mapping.Status:
    """An option that went away fails the records that hold it, not the whole pair."""
    if problem.severity == "error" and problem.code != "no_option":
        return Mapping.Status.ERROR
    return Mapping.Status.WARNING


def rows(integration: Integration) -> list[Row]:
    known = metadata.known(integration)
    return [
        _row(
            mapping,
            known.fields.get(mapping.field),
            known.properties.get(mapping.property),
        )
        for mapping in integration.mappings.all()
    ]


def named(mapping: Mapping) -> str:
    """By the labels as the table shows them, and by the names both CRMs give it."""
    known = metadata.known(mapping.integration)
    row = _row(
        mapping,
        known.fields.get(mapping.field),
        known.properties.get(mapping.property),
    )
    labels = f"{row.property_label} ↔ {row.field_label}"
    return labels if labels == str(mapping) else f"{labels} ({mapping})"


def _row(mapping: Mapping, field: Field | None, property_: Property | None) -> Row:
    return Row(
        mapping=mapping,
        property_label=property_.label if property_ else mapping.property,
        property_type=type_of(property_) if property_ else "",
        field_label=field.label if field else mapping.field,
        field_type=field_type(field) if field else "",
    )


def type_of(property_: Property) -> str:
    """In HubSpot's words for people where it has one."""
    shape = shape_of(property_)
    return pgettext("shape", shape) if shape else property_.type


def field_type(field: Field) -> str:
    """In the words of Salesforce's Setup."""
    words = pgettext("type", WORDS[field.type]) if field.type in WORDS else field.type
    return pgettext("type", CALCULATED) % {"type": words} if field.calculated else words


def try_again(mapping: Mapping) -> None:
    """A changed mapping may mend what failed on it: those records are due at once."""
    on_it = Q(errors__property=mapping.property) | Q(errors__field=mapping.field)
    failing = mapping.integration.records.filter(on_it, errors__solved_at__isnull=True)
    Record.objects.filter(pk__in=failing.values("pk")).update(retry_at=timezone.now())
