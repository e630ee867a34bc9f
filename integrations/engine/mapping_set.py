"""Replace the whole set of mappings, checked entry by entry before any is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from integrations.engine import mappings, metadata
from integrations.engine.brake import ask_anew
from integrations.engine.history import keep
from integrations.engine.mapping_change import meaning
from integrations.engine.mapping_check import Draft, is_refusal, problems_of
from integrations.engine.mapping_snapshot import snapshot
from integrations.models import Integration, Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    known, drafts = metadata.known(integration), [_draft(entry) for entry in entries]
    found = []
    for place, draft in enumerate(drafts):
        others = [other for other in drafts if other is not draft]
        found += [
            (place, problem.at, problem.message)
            for problem in problems_of(draft, others, known)
            if is_refusal(problem) and draft.rule != Mapping.Rule.NONE
        ]
    return [*found, *_twice(drafts), *_standing(integration, drafts)]


def _draft(entry: Entry) -> Draft:
    values = {str(k): str(v) for k, v in (entry.get("values") or {}).items()}
    return Draft(str(entry["property"]), str(entry["field"]), entry["rule"], values)


def _twice(drafts: Sequence[Draft]) -> Iterator[tuple[int, str, str]]:
    """Also between mappings that do not sync: the table has each name once."""
    properties = Counter(draft.property for draft in drafts)
    fields = Counter(draft.field for draft in drafts)
    for place, draft in enumerate(drafts):
        if draft.rule != Mapping.Rule.NONE:
            continue
        if properties[draft.property] > 1:
            yield place, "property", f"{draft.property} is mapped more than once."
        if fields[draft.field] > 1:
            yield place, "field", f"{draft.field} is mapped more than once."


def _standing(
    integration: Integration, drafts: Sequence[Draft]
) -> Iterator[tuple[int, str, str]]:
    """A standard mapping keeps its pair, one of Syncadmin's own its rule too."""
    for row in integration.mappings.filter(standard=True):
        for place, draft in enumerate(drafts):
            same = draft.property == row.property, draft.field == row.field
            if any(same) and not all(same):
                at, name = (
                    ("field", draft.property) if same[0] else ("property", draft.field)
                )
                message = f"{name} stays with the standard mapping {row}."
                yield place, at, message
            elif row.system and all(same) and draft.rule != row.rule:
                yield place, "rule", f"{row} is Syncadmin's own: it stays {row.rule}."


def set_mappings(
    integration: Integration, entries: Sequence[Entry], user: User | None
) -> list[str]:
    """A standard mapping that is missing does not sync; a custom one is deleted."""
    before = snapshot(integration)
    rows = {row.property: row for row in integration.mappings.all()}
    wanted = {draft.property: draft for draft in map(_draft, entries)}
    changed = [_drop(row) for name, row in rows.items() if name not in wanted]
    for name, row in rows.items():
        if name in wanted and row.field != wanted[name].field:
            mappings.try_again(row)
            row.delete()
    for name, draft in wanted.items():
        changed.append(_set(integration, rows.get(name), draft))
    keep(integration, user, "mappings", before, snapshot(integration), before)
    told = [line for line in changed if line]
    if told:
        ask_anew(integration)
    return told


def _drop(row: Mapping) -> str:
    if row.system or (row.standard and row.rule == Mapping.Rule.NONE):
        return ""
    mappings.try_again(row)
    if not row.standard:
        row.delete()
        return f"{row}: deleted"
    Mapping.objects.filter(pk=row.pk).update(rule=Mapping.Rule.NONE)
    return f"{row}: {row.rule} → none"


def _set(integration: Integration, row: Mapping | None, draft: Draft) -> str:
    wanted = Mapping(
        integration=integration,
        property=draft.property,
        field=draft.field,
        rule=draft.rule,
        values=dict(draft.values),
    )
    if row is None or not row.pk:
        wanted.save()
        mappings.try_again(wanted)
        return f"{wanted}: added as {wanted.rule}"
    is_same = meaning(row.values) == meaning(wanted.values)
    if row.system or (row.rule == wanted.rule and is_same):
        return ""
    line = f"{row}: {row.rule} → {wanted.rule}"
    if row.rule == wanted.rule:
        line = f"{row}: values changed"
    row.take(wanted.rule, wanted.values)
    mappings.try_again(row)
    return line
