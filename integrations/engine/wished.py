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
    """Of partners that were to be made by hand and are not there yet."""
    if not context.run.scope.get("manual"):
        return
    unmet = [one.item.record.pk for one in done if _is_unmet(one)]
    rows = Record.objects.filter(pk__in=unmet).exclude(decision__in=WISHES)
    rows.update(decision=Record.Decision.RESYNC)


def _is_unmet(one: Done) -> bool:
    """Refused, or first to be told which of several the partner is."""
    if one.item.record.is_linked:
        return False
    if isinstance(one.plan, Skip):
        return one.plan.reason == "duplicate"
    return isinstance(one.plan, Create) and bool(one.problems)
