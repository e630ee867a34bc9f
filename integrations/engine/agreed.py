"""What both sides agree on after a write, and what each of them should look like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.engine.digest import account_digest, company_digest
from integrations.engine.pauses import paused_properties
from integrations.engine.write import (
    Result,
    Results,
    account_values,
    as_texts,
    company_values,
    is_new,
)
from integrations.records import KEY_PROPERTY, Account, Company, Written
from integrations.rules.plan import Create, Skip, Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.engine.context import Context
    from integrations.engine.judge import Done
    from integrations.models import Record
    from integrations.rules.apart import Agreed

SIDES = ("salesforce", "hubspot")


def keep_agreement(context: Context, done: Done, results: Results) -> None:
    plan, row = done.plan, done.item.record
    if isinstance(plan, Skip):
        return
    agreement = {**_left_out(context, row), **plan.agreement}
    if isinstance(plan, Create | Update):
        refused = {side for side in SIDES if not _was_written(done, results, side)}
        for change in plan.changes:
            if change.side in refused:
                _put_back(agreement, row.agreement, change.property)
    row.agreement = agreement if row.is_linked else None


def _left_out(context: Context, row: Record) -> Mapping[str, Any]:
    """What the plan did not deal with stays agreed as it was."""
    before = row.agreement or {}
    resting = before if context.partly else paused_properties(row)
    return {name: before[name] for name in resting if name in before}


def _was_written(done: Done, results: Results, side: str) -> bool:
    answers: Mapping[int, Result] = getattr(results, side)
    return isinstance(answers.get(done.item.record.pk), Written)


def _put_back(
    agreement: dict[str, Agreed], old: Mapping[str, Agreed] | None, name: str
) -> None:
    if old and name in old:
        agreement[name] = old[name]
    else:
        agreement.pop(name, None)


def keep_digests(context: Context, done: Done, results: Results) -> None:
    """What both sides should look like now: seeing just that again is no change. A run
    that dealt with some mappings only leaves what else had changed to be seen."""
    row, account, company = done.item.record, done.item.account, done.item.company
    if account is not None:
        seen = account_digest(account, context.mapped_fields)
        if not context.partly or row.account_digest == seen:
            now = _account_now(account, done, results)
            row.account_digest = account_digest(now, context.mapped_fields)
    present = _company_now(done, results)
    if present is not None:
        seen = company_digest(company or present, context.mapped_properties)
        if not context.partly or row.company_digest == seen:
            row.company_digest = company_digest(present, context.mapped_properties)
        row.company_modified_at = present.modified_at


def _account_now(account: Account, done: Done, results: Results) -> Account:
    if not _was_written(done, results, "salesforce"):
        return account
    return replace(account, fields={**account.fields, **account_values(done.plan)})


def _company_now(done: Done, results: Results) -> Company | None:
    answer = results.hubspot.get(done.item.record.pk)
    company = done.item.company
    if not isinstance(answer, Written):
        return company
    sent = {name: value or None for name, value in _sent(done).items()}
    old = company.properties if company else {}
    modified_at = answer.modified_at or (
        company.modified_at if company else timezone.now()
    )
    return Company(answer.id, {**old, **sent}, modified_at)


def _sent(done: Done) -> dict[str, str | None]:
    sent = company_values(done.plan)
    if is_new(done.plan, "salesforce"):
        sent[KEY_PROPERTY] = done.item.record.account_id
    return as_texts({"": sent})[""]
