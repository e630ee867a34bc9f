"""The records of a resync, slice by slice, each with its account as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from integrations.engine.batches import Step
from integrations.engine.lifecycle import keep, repeat
from integrations.engine.queueing import account_items, queue, set_rest, set_total
from integrations.engine.selection import count_of, slice_of

if TYPE_CHECKING:
    from integrations.engine.context import Context

Commit = Callable[[], None]
AT_ONCE = 2_000
NO_LIMIT = 1_000_000_000


def read_records(context: Context, payload: Mapping[str, Any]) -> Commit:
    """One call to Salesforce for 2,000 records; stops where one resync must (M10)."""
    run, integration = context.run, context.integration
    after = payload.get("after", run.scope.get("after", 0))
    taken = payload.get("taken", 0)
    room = _limit(context) - taken
    size = min(AT_ONCE, room)
    found = slice_of(integration, run.scope, after, size + 1)
    part, more = found[:size], len(found) > size
    last = part[-1].pk if part else after
    ids = [record.account_id for record in part if record.account_id]
    accounts = (
        context.clients.salesforce.retrieve_accounts(ids, context.fields) if ids else {}
    )
    moved = repeat(context, [record.pk for record in part])

    def commit() -> None:
        if not payload:
            set_total(run, min(count_of(integration, run.scope), room))
        following = []
        if more and size < room:
            cursor = {"after": last, "taken": taken + size}
            following = [(Step.READ_RECORDS, cursor)]
        elif more:
            set_rest(run, {**run.scope, "after": last})
        items = account_items(run, part, accounts)
        keep(context, moved)
        queue(run, items, following)

    return commit


def _limit(context: Context) -> int:
    if "records" in context.run.scope or context.integration.continue_past_limit:
        return NO_LIMIT
    return context.integration.most_resynced
