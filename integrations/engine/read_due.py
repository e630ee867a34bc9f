"""Records whose sync failed and whose time to be tried again has come (E4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine.batches import Step
from integrations.engine.lifecycle import keep, repeat
from integrations.engine.once import waiting_among
from integrations.engine.queueing import account_items, queue

if TYPE_CHECKING:
    from integrations.engine.context import Context

Commit = Callable[[], None]
AT_ONCE = 2_000


def read_due(context: Context, payload: Mapping[str, Any]) -> Commit:
    due = list(
        context.integration.records.filter(
            retry_at__lte=timezone.now(),
            pk__gt=payload.get("after", 0),
        ).order_by("pk")[:AT_ONCE]
    )
    ids = [record.account_id for record in due if record.account_id]
    accounts = (
        context.clients.salesforce.retrieve_accounts(ids, context.fields) if ids else {}
    )
    moved = repeat(context, [record.pk for record in due])

    def commit() -> None:
        more = len(due) == AT_ONCE
        following = [(Step.READ_DUE, {"after": due[-1].pk})] if more else []
        items = account_items(context.run, due, accounts)
        keep(context, moved)
        queue(context.run, items, following, waiting_among(context.run, due))

    return commit
