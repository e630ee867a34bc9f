"""A record about to be saved, held against the org's own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.duplicates import DuplicatesError
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.soql.predicates import folded, test_of
from integrations.sandbox.salesforce.soql.scope import Scope

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.rules import Duplicate, Validation
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.schema.sobject import SObject


def check_rules(unit: Unit, kind: SObject, row: Row) -> None:
    """Documented: validation rules come first, then duplicate rules."""
    for validation in unit.org.rules.validations(kind):
        _check_valid(unit.org, validation, row)
    for rule in unit.org.rules.duplicates(kind):
        matches = _matches(unit.org, rule, row)
        if matches and (rule.blocks or not unit.terms.allow_save):
            raise DuplicatesError(rule, matches, unit.terms)


def _check_valid(org: Org, rule: Validation, row: Row) -> None:
    where = rule.query.where
    if where is not None and test_of(where, Scope(org, rule.query))(row):
        fields = [] if rule.field is None else [rule.field]
        raise RefusalError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message, fields)


def _matches(org: Org, rule: Duplicate, row: Row) -> list[Row]:
    values = [row.get(field.name) for field in rule.fields]
    if None in values:
        return []
    first = rule.fields[0].name
    return [
        other
        for other in org.tables[rule.kind.name].find_alive(first, row[first])
        if other["Id"] != row.get("Id") and _is_same(rule, other, row)
    ]


def _is_same(rule: Duplicate, one: Row, other: Row) -> bool:
    return all(
        folded(field, one.get(field.name)) == folded(field, other.get(field.name))
        for field in rule.fields
    )
