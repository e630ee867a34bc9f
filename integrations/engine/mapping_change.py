"""Add, change and delete one mapping: checked, kept in the history, all or nothing."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import orjson
from django.db import transaction

from integrations.engine import mappings, metadata
from integrations.engine.brake import ask_anew
from integrations.engine.history import keep
from integrations.engine.mapping_check import Draft, is_refusal, problems_of
from integrations.engine.mapping_snapshot import kept_form, snapshot
from integrations.models import Integration, Mapping

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict

    from django.contrib.auth.models import User

    from integrations.rules.check import Problem


class Refused(Exception):
    """M6 has something against it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class Stale(Exception):
    """The mapping is no longer as the person saw it; None: it was deleted."""

    def __init__(self, mapping: Mapping | None) -> None:
        super().__init__(str(mapping))
        self.mapping = mapping


def version(mapping: Mapping) -> str:
    """Names the state a person saw, to be given back with the change of it."""
    state = [mapping.property, mapping.field, mapping.rule, [*mapping.values.items()]]
    return blake2b(orjson.dumps(state), digest_size=8).hexdigest()


@transaction.atomic
def add(integration: Integration, draft: Draft, *, user: User | None) -> Mapping:
    """A custom mapping; raises Refused."""
    before = _locked(integration)
    _refuse(integration, draft, list(integration.mappings.all()))
    made = Mapping.objects.create(
        integration=integration,
        property=draft.property,
        field=draft.field,
        rule=draft.rule,
        values=dict(draft.values),
    )
    keep(integration, user, str(made), None, kept_form(made), before)
    _settled(made)
    return made


@transaction.atomic
def change(
    mapping: Mapping, rule: str, values: dict[str, str], *, seen: str, user: User | None
) -> Mapping:
    """``seen`` is the version the person saw; raises Stale or Refused."""
    before = _locked(mapping.integration)
    row = _as_seen(mapping, seen)
    draft = Draft(row.property, row.field, rule, values)
    if rule != Mapping.Rule.NONE:
        others = row.integration.mappings.exclude(pk=row.pk)
        _refuse(row.integration, draft, list(others))
    old = kept_form(row)
    is_same = meaning(row.values) == meaning(values)
    row.take(rule, row.values if is_same else values)
    keep(row.integration, user, str(row), old, kept_form(row), before)
    if old != kept_form(row):
        _settled(row)
    return row


@transaction.atomic
def delete(mapping: Mapping, *, seen: str, user: User | None) -> None:
    """A custom mapping; both CRMs keep their values. Raises Stale."""
    before = _locked(mapping.integration)
    row = _as_seen(mapping, seen)
    if row.standard:
        raise ValueError(f"{row} is a standard mapping and stays")
    keep(row.integration, user, str(row), kept_form(row), None, before)
    mappings.try_again(row)
    row.delete()
    ask_anew(row.integration)


def meaning(values: Dict[str, str]) -> dict[str, list[str]]:
    """The HubSpot values of each Salesforce value. Only their order among themselves
    counts: the first in use is what is written back."""
    partners: dict[str, list[str]] = {}
    for ours, theirs in values.items():
        partners.setdefault(theirs, []).append(ours)
    return partners


def _locked(integration: Integration) -> list[dict[str, object]]:
    """The whole set before a change, which others wait for."""
    Integration.objects.select_for_update(no_key=True).get(pk=integration.pk)
    return snapshot(integration)


def _as_seen(mapping: Mapping, seen: str) -> Mapping:
    row = Mapping.objects.filter(pk=mapping.pk, system=False).first()
    if row is None or version(row) != seen:
        raise Stale(row)
    return row


def _refuse(integration: Integration, draft: Draft, others: list[Mapping]) -> None:
    problems = problems_of(draft, others, metadata.known(integration))
    if refusals := [problem for problem in problems if is_refusal(problem)]:
        raise Refused(refusals)


def _settled(mapping: Mapping) -> None:
    mappings.judge(mapping.integration)
    mapping.refresh_from_db()
    mappings.try_again(mapping)
    ask_anew(mapping.integration)
