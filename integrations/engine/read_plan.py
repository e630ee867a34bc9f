"""The records of a dry run whose plan is applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from integrations.engine.batches import Step
from integrations.engine.plan_apply import TO_DO
from integrations.engine.queueing import item, queue, set_total
from integrations.models import Outcome

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from integrations.engine.context import Context

Commit = Callable[[], None]
AT_ONCE = 2_000


def read_plan(context: Context, payload: Mapping[str, Any]) -> Commit:
    """One call to Salesforce for 2,000 of them."""
    planned = _planned(context)
    part = list(planned.filter(pk__gt=payload.get("after", 0))[:AT_ONCE])
    ids = [it.record.account_id for it in part if it.record and it.record.account_id]
    accounts = (
        context.clients.salesforce.retrieve_accounts(ids, context.fields) if ids else {}
    )

    def commit() -> None:
        if not payload:
            set_total(context.run, planned.count())
        more = len(part) == AT_ONCE
        following = [(Step.READ_PLAN, {"after": part[-1].pk})] if more else []
        items = [
            {**item(row, accounts.get(row.account_id or "")), "outcome": outcome.pk}
            for outcome in part
            if (row := outcome.record)
        ]
        queue(context.run, items, following)

    return commit


def _planned(context: Context) -> QuerySet[Outcome]:
    """Records that are gone since, say merged into another's, have nothing to do, nor
    have those that say already why they were skipped."""
    found = Outcome.objects.filter(TO_DO, run=context.run.scope["plan"])
    told = Q(kind=Outcome.Kind.SKIPPED, reason=F("record__reason"))
    found = found.filter(record__isnull=False).exclude(told)
    return found.select_related("record").order_by("pk")
