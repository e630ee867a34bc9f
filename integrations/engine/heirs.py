"""Accounts without a company that are about to get one by a merge. They must not make
one of their own: each is dealt with where the account that lost is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.engine.batches import Step
from integrations.engine.context import chunks
from integrations.engine.queueing import count_read
from integrations.models import SyncBatch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from integrations.engine.context import Context
    from integrations.models import Record
    from integrations.records import Account

# A batch holds 200 accounts with all their fields, and a first pass makes hundreds.
AT_ONCE = 20


def heirs_of(changed: Iterable[tuple[Record, Account]]) -> set[str]:
    return {
        account.master_id
        for record, account in changed
        if account.master_id and record.company_id
    }


def without_heirs(
    changed: Iterable[tuple[Record, Account]], heirs: Collection[str]
) -> list[tuple[Record, Account]]:
    return [
        (record, account)
        for record, account in changed
        if record.company_id or account.id not in heirs
    ]


def withdraw(context: Context, heirs: Collection[str]) -> None:
    """Those whom an earlier page had queued and counted: nothing is applied before all
    is read."""
    rows = context.integration.records.filter(account_id__in=heirs, company_id=None)
    pks = set(rows.values_list("pk", flat=True)) if heirs else set()
    if not pks:
        return
    waiting = context.run.batches.filter(
        step=Step.APPLY, state=SyncBatch.State.READY
    ).values_list("pk", flat=True)
    for part in chunks(list(waiting), AT_ONCE):
        count_read(context.run, -_withdraw(part, pks))


def _withdraw(batches: Collection[int], records: Collection[int]) -> int:
    """How many items these batches lost."""
    lost = 0
    for batch in SyncBatch.objects.filter(pk__in=batches).select_for_update():
        items = batch.payload["items"]
        left = [item for item in items if item["record"] not in records]
        if len(left) < len(items):
            lost += len(items) - len(left)
            batch.payload["items"] = left
            batch.save(update_fields=["payload"])
    return lost
