"""What changed in Salesforce since the watermark, a page of 2,000 at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from integrations.engine import known
from integrations.engine.batches import Step
from integrations.engine.digest import account_digest
from integrations.engine.heirs import heirs_of, withdraw, without_heirs
from integrations.engine.locators import next_page
from integrations.engine.lost_keys import lost_keys
from integrations.engine.queueing import item, queue, set_mark, wait_in_line
from integrations.engine.same import agrees
from integrations.models import Record
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.records import Account
    from integrations.salesforce.answers import Page

Commit = Callable[[], None]

# A row is stamped when its statement runs and seen when its transaction commits:
# reports tell of five minutes between the two; latestDateCovered guards the rest.
OVERLAP = timedelta(minutes=10)
COVER = timedelta(minutes=5)


def read_accounts(context: Context, payload: Mapping[str, Any]) -> Commit:
    mark = payload.get("mark") or _mark(context).isoformat()
    page = _page(context, payload)
    accounts = [to_account(row) for row in page.rows]

    def commit() -> None:
        changed, following = _changed(context, accounts), []
        found = heirs_of(changed)
        heirs = found | set(payload.get("heirs", ()))
        withdraw(context, found)
        if page.next and accounts:
            cursor = _cursor(mark, page.next, accounts[-1]) | {"heirs": sorted(heirs)}
            following = [(Step.READ_ACCOUNTS, cursor)]
        else:
            set_mark(context.run, "account_watermark", mark)
        news = without_heirs(changed, heirs)
        waiting = wait_in_line(context.run, [record for record, _account in news])
        queue(context.run, [item(*pair) for pair in news], following, waiting)

    return commit


def _mark(context: Context) -> datetime:
    """Up to where this pass will have read everything: Salesforce's own clock."""
    salesforce = context.clients.salesforce
    now = salesforce.now()
    return min(now, salesforce.covered_until(now - COVER, now))


def _page(context: Context, payload: Mapping[str, Any]) -> Page:
    salesforce = context.clients.salesforce
    page = next_page(salesforce, payload.get("next"))
    return page or salesforce.query(_query(context, payload), include_deleted=True)


def _query(context: Context, payload: Mapping[str, Any]) -> str:
    where = soql.changed_since(_start(context))
    if payload.get("stamp"):
        stamp = datetime.fromisoformat(payload["stamp"])
        where = soql.changed_since(stamp, after_id=payload["after_id"])
    return soql.select(context.fields, where, "SystemModstamp, Id")


def _start(context: Context) -> datetime:
    """Never before the moment of switching on: older accounts do not flood in (S3)."""
    integration = context.integration
    since, mark = integration.account_since, integration.account_watermark
    if since is None:
        raise ValueError("Sync companies was never switched on")
    return max(since, mark - OVERLAP) if mark else since


def _cursor(mark: str, following: str, last: Account) -> dict[str, object]:
    return {
        "mark": mark,
        "next": following,
        "stamp": last.modified_at.isoformat(),
        "after_id": last.id,
    }


def _changed(context: Context, accounts: list[Account]) -> list[tuple[Record, Account]]:
    records = known.remember_accounts(context.integration, accounts)
    changed, echoes = [], []
    read = [(records[account.id], account) for account in accounts]
    anyway = _judged_anew(context, read) | lost_keys(context, read)
    for record, account in read:
        seen = account_digest(account, context.mapped_fields)
        if record.pk in anyway:
            changed.append((record, account))
        elif record.account_digest == seen:
            continue
        elif _is_echo(context, record, account):
            record.account_digest = seen
            echoes.append(record)
        else:
            changed.append((record, account))
    if not context.run.dry_run:
        known.save(echoes, ["account_digest"])
    return changed


def _judged_anew(context: Context, seen: list[tuple[Record, Account]]) -> set[int]:
    """Several may be what it was called before: who they are now is another question,
    also where neither name nor website syncs."""
    renamed = known.renamed(seen)
    if not context.run.dry_run:
        known.save(renamed, known.NAMES)
    return {row.pk for row in renamed if row.status == Record.Status.DUPLICATE}


def _is_echo(context: Context, record: Record, account: Account) -> bool:
    in_sync = record.status == Record.Status.IN_SYNC and not account.is_deleted
    mappings = context.mapped_before(account.modified_at, "salesforce")
    return in_sync and agrees(mappings, record.agreement, account=account)
