"""Keep what was done: links, agreements, outcomes and errors of one batch, together
in the transaction that ends it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from integrations.engine import known
from integrations.engine.digest import account_digest, company_digest
from integrations.engine.intend import Intended, as_history
from integrations.engine.retry import next_try
from integrations.engine.sync_errors import Problem, from_crm, from_rules, settle_errors
from integrations.engine.write import (
    Result,
    Results,
    account_values,
    company_id_of,
    company_values,
)
from integrations.errors import CrmError
from integrations.models import Intent, Outcome, Record, SyncRun
from integrations.records import Company, Written
from integrations.rules.plan import Create, Plan, Skip, Unchanged, Update

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from integrations.engine.context import Context
    from integrations.engine.gather import Item

Kind = Outcome.Kind
COLUMNS = [
    "company_id",
    "name",
    "domain",
    "status",
    "reason",
    "message",
    "agreement",
    "account_digest",
    "company_digest",
    "account_modified_at",
    "company_modified_at",
    "synced_at",
    "retry_at",
    "tries",
]


@dataclass(slots=True)
class Done:
    """One record's result: its outcome and what still stands in its way."""

    item: Item
    plan: Plan
    kind: str
    reason: str = ""
    message: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    error: CrmError | None = None


def record(context: Context, intended: Intended, results: Results) -> None:
    now = timezone.now()
    done = [
        judge(item, plan, results, intended.before.get(item.record.pk, []))
        for item, plan in intended.ours
    ]
    for one in done:
        _bring_up_to_date(context, one, results, now)
    known.save([one.item.record for one in done], COLUMNS)
    keep_outcomes(context.run, done, now)
    settle_errors([(one.item.record, one.problems) for one in done], now)
    Intent.objects.filter(record__in=[one.item.record for one in done]).delete()


def judge(
    item: Item, plan: Plan, results: Results, before: Sequence[dict[str, Any]]
) -> Done:
    """What became of one plan, and of what a crashed attempt had already written."""
    if isinstance(plan, Skip):
        return Done(item, plan, Kind.SKIPPED, plan.reason, plan.message)
    problems = [from_rules(problem) for problem in plan.problems]
    if isinstance(plan, Unchanged):
        kind = Kind.FAILED if problems else Kind.UNCHANGED
        done = Done(item, plan, Kind.UPDATED if before else kind, changes=list(before))
        done.problems = problems
        return _with_key_refusal(done, results)
    return _of_writes(item, plan, results, problems)


def _of_writes(
    item: Item, plan: Create | Update, results: Results, problems: list[Problem]
) -> Done:
    account_id = item.record.account_id or ""
    answers = {
        "hubspot": results.hubspot.get(account_id),
        "salesforce": results.salesforce.get(account_id),
    }
    changes = [
        as_history(change)
        for change in plan.changes
        if isinstance(answers[change.side], Written)
    ]
    kind = Kind.CREATED if isinstance(plan, Create) else Kind.UPDATED
    done = Done(item, plan, kind, changes=changes, problems=problems)
    for side, answer in answers.items():
        if isinstance(answer, CrmError):
            sent = company_values if side == "hubspot" else account_values
            _refused(done, answer, dict(sent(plan)))
    return done


def _with_key_refusal(done: Done, results: Results) -> Done:
    answer = results.salesforce.get(done.item.record.account_id or "")
    if isinstance(answer, CrmError):
        _refused(done, answer, {})
    return done


def _refused(done: Done, error: CrmError, sent: dict[str, object]) -> None:
    done.error = error
    done.problems.append(from_crm(error, sent))
    done.message = error.message
    if not done.changes:
        done.kind, done.reason = Kind.FAILED, error.code


def _bring_up_to_date(
    context: Context, done: Done, results: Results, now: datetime
) -> None:
    row, account = done.item.record, done.item.account
    row.company_id = company_id_of(done.item, results) or row.company_id
    if account is not None:
        known.describe_account(row, account)
    _keep_agreement(done, results)
    _keep_digests(context, done, results)
    _keep_status(done, now)


def _keep_agreement(done: Done, results: Results) -> None:
    plan, row = done.plan, done.item.record
    if isinstance(plan, Skip):
        return
    agreement = dict(plan.agreement)
    if isinstance(plan, Create | Update):
        for change in plan.changes:
            if not _was_written(done, results, change.side):
                _put_back(agreement, row.agreement, change.property)
    row.agreement = (
        None if done.kind == Kind.FAILED and not row.company_id else agreement
    )


def _was_written(done: Done, results: Results, side: str) -> bool:
    answers: Mapping[str, Result] = getattr(results, side)
    return isinstance(answers.get(done.item.record.account_id or ""), Written)


def _put_back(
    agreement: dict[str, str | None], old: Mapping[str, str | None] | None, name: str
) -> None:
    if old and name in old:
        agreement[name] = old[name]
    else:
        agreement.pop(name, None)


def _keep_digests(context: Context, done: Done, results: Results) -> None:
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
    answer = results.hubspot.get(done.item.record.account_id or "")
    company = done.item.company
    if not isinstance(answer, Written):
        return company
    sent = {name: value or None for name, value in company_values(done.plan).items()}
    old = company.properties if company else {}
    modified_at = answer.modified_at or (
        company.modified_at if company else timezone.now()
    )
    return Company(answer.id, {**old, **sent}, modified_at)


def _keep_status(done: Done, now: datetime) -> None:
    row = done.item.record
    row.reason, row.message = done.reason, done.message
    if done.problems:
        row.status = Record.Status.FAILING
        row.message = done.problems[0].message
        row.retry_at = next_try(row.tries, now, done.error)
        row.tries = min(row.tries + 1, 1000)
        return
    row.retry_at, row.tries = None, 0
    row.status = _status(done)
    if row.status == Record.Status.IN_SYNC:
        row.synced_at = now


def _status(done: Done) -> str:
    if not isinstance(done.plan, Skip):
        return Record.Status.IN_SYNC
    if done.plan.reason == "duplicate":
        return Record.Status.DUPLICATE
    linked = done.item.record.is_linked
    return Record.Status.EXCLUDED if linked else Record.Status.NOT_LINKED


def keep_outcomes(run: SyncRun, done: Sequence[Done], now: datetime) -> None:
    """Unchanged records of a scheduled pass leave a count, not a row each."""
    every = run.kind == SyncRun.Kind.IMPORT
    Outcome.objects.bulk_create(
        _outcome(run, one, now) for one in done if every or one.kind != Kind.UNCHANGED
    )
    counts = Counter(one.kind for one in done)
    partly = sum(1 for one in done if one.problems and one.kind != Kind.FAILED)
    SyncRun.objects.filter(pk=run.pk).update(
        problems=F("problems") + partly,
        **{str(kind): F(kind) + count for kind, count in counts.items()},
    )


def _outcome(run: SyncRun, done: Done, now: datetime) -> Outcome:
    row = done.item.record
    return Outcome(
        run=run,
        record=row,
        kind=done.kind,
        account_id=row.account_id or "",
        company_id=row.company_id or "",
        name=row.name,
        reason=done.reason,
        message=done.message,
        changes=done.changes,
        problems=[_as_problem(problem) for problem in done.problems],
        at=now,
    )


def _as_problem(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "property": problem.property,
        "field": problem.field,
        "value": problem.value,
        "message": problem.message,
    }
