"""One batch from what was read to what is recorded: plan, intend, write, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine.batches import Step, add_batches
from integrations.engine.context import GONE, Context, MappingsStale
from integrations.engine.decide import decide
from integrations.engine.gather import Item, gather
from integrations.engine.intend import Planned, changes_of, intend
from integrations.engine.judge import Done, judge
from integrations.engine.outcomes import count_outcomes, outcomes_of
from integrations.engine.queueing import item as queued
from integrations.engine.record import record
from integrations.engine.sync_errors import from_rules
from integrations.engine.write import Results, write
from integrations.errors import Rejected
from integrations.models import Outcome
from integrations.rules.plan import Create, Skip, Unchanged

if TYPE_CHECKING:
    from integrations.engine.claim import Lease

Commit = Callable[[], None]
HELD_FOR = timedelta(seconds=2)


def apply(context: Context, lease: Lease, payload: Mapping[str, Any]) -> Commit:
    items = gather(context, payload)
    if not context.fresh and any(_lost_property(context, item) for item in items):
        raise MappingsStale
    planned = [(item, decide(context, item)) for item in items]
    if context.run.dry_run:
        return lambda: _record_dry(context, planned)
    intended = intend(context, lease, planned)
    results = write(context, lease, intended.ours)
    if not context.fresh and _lost_on_writing(results):
        raise MappingsStale

    keep = record(context, intended, results)

    def commit() -> None:
        keep()
        _queue_again(context, intended.held)

    return commit


def _lost_property(context: Context, item: Item) -> bool:
    """HubSpot leaves out, silently, a property it no longer has: not to be taken for
    a blank one (recorded)."""
    company = item.company
    return company is not None and any(
        name not in company.properties for name in context.mapped_properties
    )


def _lost_on_writing(results: Results) -> bool:
    answers = (*results.hubspot.values(), *results.salesforce.values())
    return any(
        isinstance(answer, Rejected) and answer.code in GONE for answer in answers
    )


def _record_dry(context: Context, planned: Sequence[Planned]) -> None:
    done = [_would(*pair) for pair in planned]
    Outcome.objects.bulk_create(outcomes_of(context.run, done, timezone.now()))
    count_outcomes(context.run, done)


def _would(item: Item, plan: Any) -> Done:
    """What the run would have done, in the form of what it did."""
    if isinstance(plan, Skip | Unchanged):
        return judge(item, plan, Results(), [])
    kind = Outcome.Kind.CREATED if isinstance(plan, Create) else Outcome.Kind.UPDATED
    problems = [from_rules(problem) for problem in plan.problems]
    return Done(item, plan, kind, changes=changes_of(plan), problems=problems)


def _queue_again(context: Context, held: Sequence[Item]) -> None:
    """Another batch is at work on these: they wait for it, in this same run."""
    if held:
        items = [queued(item.record) for item in held]
        soon = timezone.now() + HELD_FOR
        add_batches(context.run, [(Step.APPLY, {"items": items})], not_before=soon)
