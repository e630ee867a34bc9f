"""A dry run: what a run would do, told in the form of what it did, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.digest import account_digest, company_digest
from integrations.engine.judge import Done, Kind, judge
from integrations.engine.lifecycle_told import REASON
from integrations.engine.lost_keys import keys_back
from integrations.engine.outcomes import note
from integrations.engine.queueing import count_read
from integrations.engine.write import Results
from integrations.records import Written
from integrations.rules.departures import Parting, beforehand
from integrations.rules.plan import Create, Plan, Update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.engine.intend import Planned
    from integrations.engine.item import Item


def record_dry(context: Context, planned: Sequence[Planned]) -> None:
    """Once for a record that changed on both sides, and so was read twice. A stage that
    it takes over is told beside its fields."""
    records = [item.record.pk for item, _plan in planned]
    outcomes = context.run.outcomes.filter(record__in=records).exclude(reason=REASON)
    told = set(outcomes.values_list("record_id", flat=True))
    fresh = [pair for pair in planned if pair[0].record.pk not in told]
    count_read(context.run, len(fresh) - len(planned))
    note(context.run, [would(context, item, plan) for item, plan in fresh])


def would(context: Context, item: Item, plan: Plan) -> Done:
    done = judge(item, plan, _taken(context, item, plan), [])
    if item.verdict and done.kind == Kind.CREATED:
        done.message = item.verdict.message
    if isinstance(plan, Parting):
        done.message = beforehand(plan)
    done.seen = seen(context, item)
    return done


def _taken(context: Context, item: Item, plan: Plan) -> Results:
    """As if both CRMs took all that would be sent."""
    results = Results(keys=keys_back(context, [(item, plan)]))
    if results.keys:
        results.salesforce[item.record.pk] = Written("")
    if isinstance(plan, Create | Update):
        sides: set[str] = {change.side for change in plan.changes}
        if isinstance(plan, Create):
            sides = set() if plan.is_held_back else {*sides, plan.side}
        for side in sides:
            getattr(results, side)[item.record.pk] = Written("")
    return results


def seen(context: Context, item: Item) -> dict[str, str]:
    """Which two records were looked at, and in which state, by side."""
    account, company = item.account, item.company
    return {
        "salesforce": f"{account.id} {account_digest(account, context.mapped_fields)}"
        if account
        else "",
        "hubspot": f"{company.id} {company_digest(company, context.mapped_properties)}"
        if company
        else "",
    }
