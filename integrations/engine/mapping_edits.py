"""What differs between two states of a mapping, and the state a person saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from integrations.engine.mapping_change import meaning, version
from integrations.models import Mapping, SettingChange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Dict

    from integrations.records import Field, Property

    Kept = Dict[str, Any]
    Words = Dict[str, str]

LATEST = 50
"""So many changes back somebody's page is looked for."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that was changed, in words."""

    what: str
    before: str
    after: str


def as_seen(mapping: Mapping, seen: str) -> Kept | None:
    """The mapping as it was in that version, if the history still tells."""
    changes = SettingChange.objects.filter(
        integration=mapping.integration,
        setting__in=[str(mapping), "mappings"],
        mappings__isnull=False,
    )
    for change in changes[:LATEST]:
        for kept in change.mappings or ():
            if version(_made(kept)) == seen:
                return dict(kept)
    return None


def _made(kept: Kept) -> Mapping:
    return Mapping(
        property=kept["property"],
        field=kept["field"],
        rule=kept["rule"],
        values=dict(kept.get("values", ())),
    )


def edits(
    before: Kept, after: Kept, property: Property | None, field: Field | None
) -> list[Edit]:
    """From one kept form to the other, named by the labels of their options."""
    ours, theirs = _labels(property), _labels(field)
    old, new = (dict(it.get("values", ())) for it in (before, after))
    return [
        *_rule(before, after),
        *_pairs(old, new, ours, theirs),
        *_written(old, new, ours, theirs),
    ]


def _rule(before: Kept, after: Kept) -> Iterator[Edit]:
    if before["rule"] != after["rule"]:
        rules = (str(Mapping.Rule(it["rule"]).label) for it in (before, after))
        yield Edit(_("Sync rule"), *rules)


def _pairs(old: Words, new: Words, ours: Words, theirs: Words) -> Iterator[Edit]:
    for value in dict.fromkeys([*old, *new]):
        if old.get(value) != new.get(value):
            partners = (_name(it.get(value), theirs) for it in (old, new))
            yield Edit(_name(value, ours), *partners)


def _written(old: Words, new: Words, ours: Words, theirs: Words) -> Iterator[Edit]:
    """Where another one of several is written; not where a pair was parted."""
    now = meaning(new)
    for value, (first, *_rest) in meaning(old).items():
        if new.get(first) == value and now[value][0] != first:
            what = _("Written to HubSpot for %(value)s")
            told = what % {"value": _name(value, theirs)}
            yield Edit(told, _name(first, ours), _name(now[value][0], ours))


def _labels(side: Property | Field | None) -> Words:
    return {it.value: it.label for it in side.options} if side else {}


def _name(value: str | None, labels: Words) -> str:
    return labels.get(value, value) if value else _("No partner")
