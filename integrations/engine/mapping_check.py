"""A mapping as somebody wants it, held against both CRMs before it is saved (M6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.rules.check import Problem, check
from integrations.rules.kinds import OWNER_FIELD
from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from collections.abc import Sequence

    from integrations.engine.metadata import Known
    from integrations.models import Mapping


@dataclass(frozen=True, slots=True)
class Draft:
    """``values`` holds the Salesforce value for each HubSpot value.

    Where several share one, the first of them is written to HubSpot.
    """

    property: str
    field: str
    rule: str
    values: Dict[str, str]


def draft_of(mapping: Mapping) -> Draft:
    return Draft(mapping.property, mapping.field, mapping.rule, mapping.values)


def problems_of(
    draft: Draft, others: Sequence[Draft | Mapping], known: Known
) -> list[Problem]:
    """What M6 says against it beside these other mappings."""
    return check(
        known.properties.get(draft.property),
        known.fields.get(draft.field),
        SyncRule(draft.rule),
        {} if draft.field == OWNER_FIELD else draft.values,
        property_name=draft.property,
        field_name=draft.field,
        taken_properties=[other.property for other in others],
        taken_fields=[other.field for other in others],
        known_properties=known.properties,
        known_fields=known.fields,
    )


def is_refusal(problem: Problem) -> bool:
    return problem.severity == "error"
