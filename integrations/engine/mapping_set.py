"""Replace the whole set of mappings, checked entry by entry before any is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from integrations.engine import metadata
from integrations.engine.history import keep
from integrations.engine.settings_export import as_entry
from integrations.models import Integration, Mapping
from integrations.rules.check import check
from integrations.rules.kinds import OWNER_FIELD
from integrations.rules.rule import SyncRule

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEYS = {"property", "field", "rule", "values"}
Entry = Dict[str, Any]


def mapping_problems(integration: Integration, entries: object) -> list[str]:
    """What is wrong with each entry, by its path; M6 included."""
    if not isinstance(entries, list):
        return ["mappings: expected a list."]
    problems = [
        f"mappings[{place}]: {message}"
        for place, entry in enumerate(entries)
        for message in _shape_problems(entry)
    ]
    return problems or [
        f"mappings[{place}].{at}: {message}"
        for place, at, message in _meaning_problems(integration, entries)
    ]


def _shape_problems(entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return ["expected property, field and rule."]
    missing = [name for name in ("property", "field", "rule") if not entry.get(name)]
    unknown = [str(name) for name in entry if name not in KEYS]
    problems = [f"{name} is missing." for name in missing]
    problems += [f"there is no key {name}." for name in unknown]
    if entry.get("rule") and entry["rule"] not in Mapping.Rule.values:
        problems.append(f"rule: use one of {', '.join(Mapping.Rule.values)}.")
    if not isinstance(entry.get("values") or {}, dict):
        problems.append("values: expected HubSpot value: Salesforce value.")
    return problems


def _meaning_problems(
    integration: Integration, entries: Sequence[Entry]
) -> list[tuple[int, str, str]]:
    fields, properties = metadata.fields(integration), metadata.properties(integration)
    found = []
    for place, entry in enumerate(entries):
        others = [other for other in entries if other is not entry]
        problems = check(
            properties.get(entry["property"]),
            fields.get(entry["field"]),
            SyncRule(entry["rule"]),
            {} if entry["field"] == OWNER_FIELD else entry.get("values") or {},
            property_name=entry["property"],
            field_name=entry["field"],
            taken_properties=[other["property"] for other in others],
            taken_fields=[other["field"] for other in others],
            known_properties=properties,
            known_fields=fields,
        )
        found += [
            (place, problem.at, problem.message)
            for problem in problems
            if problem.severity == "error" and entry["rule"] != Mapping.Rule.NONE
        ]
    return found + _twice(entries)


def _twice(entries: Sequence[Entry]) -> list[tuple[int, str, str]]:
    """Also between mappings that do not sync: the table has each name once."""
    found = []
    for side in ("property", "field"):
        counts = Counter(entry[side] for entry in entries)
        found += [
            (place, side, f"{entry[side]} is mapped more than once.")
            for place, entry in enumerate(entries)
            if counts[entry[side]] > 1 and entry["rule"] == Mapping.Rule.NONE
        ]
    return found


def set_mappings(
    integration: Integration, entries: Sequence[Entry], user: User | None
) -> list[str]:
    """A standard mapping that is missing does not sync; a custom one is deleted."""
    before = [as_entry(row) for row in integration.mappings.all()]
    rows = {row.property: row for row in integration.mappings.all()}
    wanted = {entry["property"]: entry for entry in entries}
    changed = [_drop(row) for name, row in rows.items() if name not in wanted]
    for name, row in rows.items():
        if name in wanted and row.field != wanted[name]["field"] and not row.system:
            row.delete()
    for name, entry in wanted.items():
        changed.append(_set(integration, rows.get(name), entry))
    after = [as_entry(row) for row in integration.mappings.all()]
    keep(integration, user, "mappings", before, after)
    return [line for line in changed if line]


def _drop(row: Mapping) -> str:
    if row.system:
        return ""
    if not row.standard:
        row.delete()
        return f"{row}: deleted"
    if row.rule == Mapping.Rule.NONE:
        return ""
    Mapping.objects.filter(pk=row.pk).update(rule=Mapping.Rule.NONE)
    return f"{row}: {row.rule} → none"


def _set(integration: Integration, row: Mapping | None, entry: Entry) -> str:
    values = {str(k): str(v) for k, v in (entry.get("values") or {}).items()}
    if row is None or not row.pk:
        new = Mapping.objects.create(
            integration=integration,
            property=entry["property"],
            field=entry["field"],
            rule=entry["rule"],
            values=values,
        )
        return f"{new}: added as {new.rule}"
    if row.system or (row.rule, row.values) == (entry["rule"], values):
        return ""
    line = f"{row}: {row.rule} → {entry['rule']}"
    if row.rule == entry["rule"]:
        line = f"{row}: values changed"
    row.rule, row.values = entry["rule"], values
    row.save(update_fields=["rule", "values"])
    return line
