"""The accounts an admin asked for by hand: all, by conditions, or by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from integrations.engine import known
from integrations.engine.batches import Step, Steps
from integrations.engine.conditions import conditions
from integrations.engine.locators import next_page
from integrations.engine.queueing import account_items, queue, set_total
from integrations.models import Outcome, SyncRun
from integrations.said import said
from integrations.salesforce import soql
from integrations.salesforce.answers import to_account

if TYPE_CHECKING:
    from integrations.engine.context import Context
    from integrations.records import Account
    from integrations.salesforce.answers import Page

Commit = Callable[[], None]
IDS_AT_ONCE = 2_000


def read_import(context: Context, payload: Mapping[str, Any]) -> Commit:
    if context.run.scope.get("ids"):
        return _by_ids(context, payload.get("from", 0))
    return _by_query(context, payload)


def _by_query(context: Context, payload: Mapping[str, Any]) -> Commit:
    page = _page(context, payload)
    accounts = [to_account(row) for row in page.rows]

    def commit() -> None:
        if not payload:
            set_total(context.run, page.total)
        following = []
        if page.next and accounts:
            cursor = {"next": page.next, "after_id": accounts[-1].id}
            following = [(Step.READ_IMPORT, cursor)]
        _queue(context, accounts, following)

    return commit


def _page(context: Context, payload: Mapping[str, Any]) -> Page:
    salesforce = context.clients.salesforce
    page = next_page(salesforce, payload.get("next"))
    return page or salesforce.query(_query(context, payload.get("after_id", "")))


def _query(context: Context, after_id: str) -> str:
    asked = conditions(context.integration, context.run.scope.get("where", []))
    if after_id:
        asked = [*asked, f"Id > {soql.quote(after_id)}"]
    where = " AND ".join(f"({condition})" for condition in asked)
    return soql.select(context.fields, where, "Id")


def _by_ids(context: Context, start: int) -> Commit:
    ids: list[str] = context.run.scope["ids"]
    part = ids[start : start + IDS_AT_ONCE]
    found = context.clients.salesforce.retrieve_accounts(part, context.fields)
    missing = [account_id for account_id in part if account_id not in found]

    def commit() -> None:
        set_total(context.run, len(ids))
        end = start + IDS_AT_ONCE
        following = [(Step.READ_IMPORT, {"from": end})] if end < len(ids) else []
        _report_missing(context, missing)
        _queue(context, list(found.values()), following)

    return commit


def _queue(
    context: Context,
    accounts: Sequence[Account],
    following: Steps,
) -> None:
    records = known.remember_accounts(context.integration, accounts)
    read = {account.id: account for account in accounts}
    items = account_items(context.run, [records[id_] for id_ in read], read)
    queue(context.run, items, following)


def _report_missing(context: Context, ids: Sequence[str]) -> None:
    Outcome.objects.bulk_create(
        Outcome(
            run=context.run,
            kind=Outcome.Kind.FAILED,
            account_id=account_id,
            reason="account_missing",
            message=said(
                "Salesforce has no account %(id)s that the connected user may see:"
                " check the id, or whether the account was deleted.",
                id=account_id,
            ),
        )
        for account_id in ids
    )
    count = len(ids)
    run = SyncRun.objects.select_for_update().get(pk=context.run.pk)
    run.read, run.failed = run.read + count, run.failed + count
    run.save(update_fields=["read", "failed"])
