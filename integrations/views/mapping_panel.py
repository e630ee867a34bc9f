"""What the pages that add and edit a mapping show of it, checked as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.translation import gettext as _

from integrations.engine.mapping_check import is_refusal, problems_of
from integrations.engine.mappings import type_of
from integrations.forms.value_map import value_map
from integrations.models import Mapping
from integrations.rules.kinds import are_owners, has_values
from integrations.rules.rule import SyncRule
from integrations.rules.sentences import describe_rule
from integrations.rules.valuemap import suggest_values
from integrations.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from integrations.engine.mapping_check import Draft
    from integrations.engine.metadata import Known
    from integrations.models import Integration
    from integrations.page import HtmxRequest
    from integrations.records import Field, Property
    from integrations.rules.check import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """A sync rule for this pair; ``refusal`` says why it may not be chosen."""

    code: str
    label: StrOrPromise
    sentence: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft, beside what it is held against."""

    draft: Draft
    known: Known
    others: Sequence[Mapping]

    @property
    def property_(self) -> Property | None:
        return self.known.properties.get(self.draft.property)

    @property
    def field(self) -> Field | None:
        return self.known.fields.get(self.draft.field)

    @property
    def has_values(self) -> bool:
        return bool(
            self.property_ and self.field and has_values(self.property_, self.field)
        )

    def with_values(self, values: Dict[str, str]) -> Desk:
        return replace(self, draft=replace(self.draft, values=values))

    def suggested(self) -> Desk:
        """Values without a partner get the one that says the same."""
        if not (self.property_ and self.field):
            return self
        own = self.draft.values
        found = suggest_values(self.property_, self.field)
        return self.with_values({**own, **{k: found[k] for k in found if k not in own}})


def desk_for(
    integration: Integration, draft: Draft, known: Known, mapping: Mapping | None = None
) -> Desk:
    rows = list(integration.mappings.all())
    return Desk(draft, known, [row for row in rows if row != mapping])


def panel(desk: Desk) -> dict[str, Any]:
    draft, property_, field = desk.draft, desk.property_, desk.field
    values = None
    if property_ and field and desk.has_values:
        values = value_map(property_, field, draft.values)
    return {
        "draft": draft,
        "property": property_,
        "property_type": type_of(property_) if property_ else "",
        "field": field,
        "rules": [choice(desk, code, label) for code, label in Mapping.Rule.choices],
        "rule": Mapping.Rule(draft.rule).label,
        "problems": by_place(desk),
        "fits": fits(desk),
        "value_map": values,
    }


def fits(desk: Desk) -> bool:
    found = problems_of(desk.draft, desk.others, desk.known)
    is_there = bool(desk.property_ and desk.field)
    return is_there and not any(is_refusal(problem) for problem in found)


def by_place(desk: Desk) -> dict[str, list[Problem]]:
    """The messages at each input that has something in it."""
    found: dict[str, list[Problem]] = {}
    draft = desk.draft
    filled = {"property": draft.property, "field": draft.field}
    for problem in problems_of(draft, desk.others, desk.known):
        if filled.get(problem.at, "filled"):
            found.setdefault(problem.at, []).append(problem)
    return found


def choice(desk: Desk, code: str, label: StrOrPromise) -> Choice:
    draft = desk.draft
    names = (
        desk.property_.label if desk.property_ else draft.property or _("property"),
        desk.field.label if desk.field else draft.field or _("field"),
    )
    problems = problems_of(replace(draft, rule=code), desk.others, desk.known)
    refusals = [it.message for it in problems if it.at == "rule" and is_refusal(it)]
    of_owners = are_owners(draft.property, draft.field)
    sentence = spoken(describe_rule(SyncRule(code), *names, of_owners=of_owners))
    return Choice(code, label, sentence, spoken(" ".join(refusals)))


def tell_saved(request: HtmxRequest, saved: str) -> None:
    again = _("Records that failed for this mapping are tried again by themselves.")
    messages.success(request, f"{saved} {again}")


def asks_to_save(request: HtmxRequest) -> bool:
    """The other buttons only want to see what would be said."""
    return request.method == "POST" and not {"check", "suggest"} & request.POST.keys()
