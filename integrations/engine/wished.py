"""What a person asked for by hand stays asked for until it is there: a refusal by a CRM
is no answer to the rules, which said no (A3, E4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.models import Record
from integrations.rules.plan import Create, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.judge import Done

WISHES = frozenset({Record.Decision.CREATE_NEW, Record.Decision.RESYNC})


def is_wished(record: Record) -> bool:
    return record.decision in WISHES


def keep_wishes(context: Context, done: Sequence[Done]) -> None:
    """Of partners that were to be made by hand and are not there yet. What was left as
    it is is so no more, unless somebody said that meanwhile."""
    if not context.run.scope.get("manual"):
        return
    unmet = [it for it in done if not it.item.record.is_linked]
    _keep([it for it in unmet if _is_asking(it)], status=Record.Status.DUPLICATE)
    _keep([it for it in unmet if isinstance(it.plan, Create) and it.problems])


def _is_asking(one: Done) -> bool:
    """Which of several the partner is."""
    return isinstance(one.plan, Skip) and one.plan.reason == "duplicate"


def _keep(done: Sequence[Done], **also: str) -> None:
    for before in ("", Record.Decision.LEAVE):
        pks = [it.item.record.pk for it in done if it.item.record.decision == before]
        rows = Record.objects.filter(pk__in=pks, decision=before)
        rows.update(decision=Record.Decision.RESYNC, **also)
