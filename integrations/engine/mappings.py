"""The field mappings as the engine, the table and the settings use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from integrations.engine import metadata
from integrations.engine.history import keep
from integrations.models import Integration, Mapping, Record
from integrations.rules.check import Problem, check
from integrations.rules.kinds import OWNER_FIELD
from integrations.rules.mapping import FieldMapping, pair
from integrations.rules.rule import SyncRule
from integrations.rules.sentences import describe_rule

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from integrations.records import Field, Property


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of mappings (M1)."""

    mapping: Mapping
    property_label: str
    property_type: str
    field_label: str
    field_type: str
    rule_sentence: str

    @property
    def status(self) -> str:
        return self.mapping.status

    @property
    def problem(self) -> str:
        return self.mapping.problem


def usable(integration: Integration) -> tuple[FieldMapping, ...]:
    """Every mapping that syncs now: not switched off, and nothing wrong with it."""
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    owners = metadata.owner_values(integration)
    rows = integration.mappings.exclude(rule=Mapping.Rule.NONE)
    found = []
    for row in rows.exclude(status=Mapping.Status.ERROR):
        if row.property in properties and row.field in fields:
            sides = properties[row.property], fields[row.field]
            found.append(pair(*sides, SyncRule(row.rule), row.values, owners))
    return tuple(found)


def judge(integration: Integration) -> None:
    """Hold every mapping against both CRMs' metadata and keep what is wrong with it."""
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    for row in integration.mappings.all():
        problems = problems_of(row, row.rule, row.values, fields, properties)
        _keep_status(row, problems)


def problems_of(
    row: Mapping,
    rule: str,
    values: Dict[str, str],
    fields: Dict[str, Field],
    properties: Dict[str, Property],
) -> list[Problem]:
    """What M6 says against this pair under this rule; nothing when it may be saved."""
    others = [other for other in row.integration.mappings.all() if other.pk != row.pk]
    return check(
        properties.get(row.property),
        fields.get(row.field),
        SyncRule(rule),
        {} if row.field == OWNER_FIELD else values,
        property_name=row.property,
        field_name=row.field,
        taken_properties=[other.property for other in others],
        taken_fields=[other.field for other in others],
        known_properties=properties,
        known_fields=fields,
    )


def _keep_status(row: Mapping, problems: Sequence[Problem]) -> None:
    status = Mapping.Status.OK
    if any(problem.severity == "error" for problem in problems):
        status = Mapping.Status.ERROR
    elif problems:
        status = Mapping.Status.WARNING
    if row.rule == Mapping.Rule.NONE:
        status, problems = Mapping.Status.OK, ()
    message = " ".join(problem.message for problem in problems)
    if (row.status, row.problem) != (status, message):
        row.status, row.problem = status, message
        row.save(update_fields=["status", "problem"])


def rows(integration: Integration) -> list[Row]:
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    return [
        _row(mapping, fields.get(mapping.field), properties.get(mapping.property))
        for mapping in integration.mappings.all()
    ]


def _row(mapping: Mapping, field: Field | None, property_: Property | None) -> Row:
    property_label = property_.label if property_ else mapping.property
    field_label = field.label if field else mapping.field
    rule = SyncRule(mapping.rule)
    return Row(
        mapping=mapping,
        property_label=property_label,
        property_type=property_.type if property_ else "",
        field_label=field_label,
        field_type=field.type if field else "",
        rule_sentence=describe_rule(rule, property_label, field_label),
    )


def change_rule(mapping: Mapping, rule: str, *, user: User | None) -> list[str]:
    """Save another sync rule, kept in the history; or say why it may not be."""
    integration = mapping.integration
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    problems = problems_of(mapping, rule, mapping.values, fields, properties)
    errors = [problem.message for problem in problems if problem.severity == "error"]
    if errors and rule != Mapping.Rule.NONE:
        return errors
    name = f"{mapping.property} ↔ {mapping.field}"
    keep(integration, user, name, {"rule": mapping.rule}, {"rule": rule})
    mapping.rule = rule
    mapping.save(update_fields=["rule"])
    _keep_status(mapping, problems)
    try_again(mapping)
    return []


def try_again(mapping: Mapping) -> None:
    """A changed mapping may mend what failed on it: those records are due at once."""
    on_it = Q(errors__property=mapping.property) | Q(errors__field=mapping.field)
    failing = mapping.integration.records.filter(on_it, errors__solved_at__isnull=True)
    Record.objects.filter(pk__in=failing.values("pk")).update(retry_at=timezone.now())
