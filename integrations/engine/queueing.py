"""Turn records that were read into batches of 200 to apply."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db.models import F

from integrations.engine import known
from integrations.engine.batches import Step, Steps, add_batches
from integrations.engine.context import chunks
from integrations.engine.once import once, waiting_among
from integrations.models import Record, SyncRun

if TYPE_CHECKING:
    from integrations.engine.creation import Verdict
    from integrations.records import Account, Company

# Two full HubSpot calls and one full Salesforce call.
BATCH_SIZE = 200

Item = Mapping[str, Any]


def item(record: Record, account: Account | None = None) -> Item:
    """What a batch keeps of one record: its row, and the account as it was read. A
    company's own row may be taken into its account's before its turn comes."""
    row = {"record": record.pk, "account": as_row(account) if account else None}
    return row if record.account_id else {**row, "company_id": record.company_id}


def account_items(
    run: SyncRun, records: Iterable[Record], accounts: Mapping[str, Account]
) -> list[Item]:
    """Of records whose accounts were read just now, by their ids. Inside the
    transaction that queues them: whoever looks for one then finds it."""
    pairs = [(row, accounts.get(row.account_id or "")) for row in records]
    if not run.dry_run:
        known.keep_names((row, account) for row, account in pairs if account)
    return [item(row, account) for row, account in pairs]


def company_item(record: Record, company: Company, verdict: Verdict) -> Item:
    """A company without an account, as it was read: does it create one, and why."""
    row = as_company_row(company)
    return {"record": record.pk, "company": row, "verdict": asdict(verdict)}


def as_row(account: Account) -> dict[str, object]:
    return {
        **account.fields,
        "Id": account.id,
        "SystemModstamp": account.modified_at.isoformat(),
        "IsDeleted": account.is_deleted,
        "MasterRecordId": account.master_id,
    }


def as_company_row(company: Company) -> dict[str, object]:
    return {
        "id": company.id,
        "properties": company.properties,
        "modified_at": company.modified_at.isoformat(),
    }


def queue(
    run: SyncRun,
    items: Sequence[Item],
    following: Steps = (),
    waiting: Collection[int] = (),
) -> None:
    """Batches for these items, then the steps that follow; counts them as read.
    ``waiting``: the records that may be in line already."""
    items = once(run, items, waiting)
    applies = [
        (Step.APPLY, {"items": list(part)}) for part in chunks(items, BATCH_SIZE)
    ]
    add_batches(run, [*applies, *following])
    count_read(run, len(items))


def count_read(run: SyncRun, count: int) -> None:
    SyncRun.objects.filter(pk=run.pk).update(read=F("read") + count)


def count_more(run: SyncRun, count: int) -> None:
    """Beside the records that the run set out to read."""
    more = {"read": F("read") + count, "total": F("total") + count}
    SyncRun.objects.filter(pk=run.pk).update(**more)


def set_mark(run: SyncRun, name: str, value: str) -> None:
    """Where a watermark may move once everything this run read is dealt with."""
    locked = SyncRun.objects.only("marks").select_for_update().get(pk=run.pk)
    locked.marks[name] = value
    locked.save(update_fields=["marks"])


def set_total(run: SyncRun, total: int) -> None:
    SyncRun.objects.filter(pk=run.pk).update(total=total)


def set_rest(run: SyncRun, scope: Mapping[str, Any]) -> None:
    """What another run has to go on with."""
    SyncRun.objects.filter(pk=run.pk).update(rest=scope)


def wait_in_line(run: SyncRun, records: Sequence[Record]) -> set[int]:
    """Show that these changed and are about to be synced. Returns those that may have
    been in line before."""
    before = waiting_among(run, records)
    if not run.dry_run:
        Record.objects.filter(pk__in=[record.pk for record in records]).update(
            status=Record.Status.WAITING
        )
    return before
