"""What both sides agree on after a write, and what each of them should look like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from integrations.engine.digest import account_digest, company_digest
from integrations.engine.write import (
    Result,
    Results,
    account_values,
    as_texts,
    company_values,
    is_new,
)
from integrations.records import KEY_PROPERTY, Company, Written
from integrations.rules.plan import Create, Skip, Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.engine.context import Context
    from integrations.engine.judge import Done

SIDES = ("salesforce", "hubspot")


def keep_agreement(done: Done, results: Results) -> None:
    plan, row = done.plan, done.item.record
    if isinstance(plan, Skip):
        return
    agreement = dict(plan.agreement)
    if isinstance(plan, Create | Update):
        refused = {side for side in SIDES if not _was_written(done, results, side)}
        for change in plan.changes:
            if change.side in refused:
                _put_back(agreement, row.agreement, change.property)
    row.agreement = agreement if row.is_linked else None


def _was_written(done: Done, results: Results, side: str) -> bool:
    answers: Mapping[int, Result] = getattr(results, side)
    return isinstance(answers.get(done.item.record.pk), Written)


def _put_back(
    agreement: dict[str, str | None], old: Mapping[str, str | None] | None, name: str
) -> None:
    if old and name in old:
        agreement[name] = old[name]
    else:
        agreement.pop(name, None)


def keep_digests(context: Context, done: Done, results: Results) -> None:
    """What both sides should look like now: seeing just that again is no change."""
    item, row = done.item, done.item.record
    if item.account is not None:
        wrote = account_values(done.plan)
        if not _was_written(done, results, "salesforce"):
            wrote = {}
        account = replace(item.account, fields={**item.account.fields, **wrote})
        row.account_digest = account_digest(account, context.mapped_fields)
    company = _company_now(done, results)
    if company is not None:
        row.company_digest = company_digest(company, context.mapped_properties)
        row.company_modified_at = company.modified_at


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
