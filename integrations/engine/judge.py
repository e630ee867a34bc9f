"""What became of each plan of a batch, by what the CRMs answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from integrations.engine.gone import VANISHED
from integrations.engine.intend import CREATION, as_history
from integrations.engine.lost_keys import KEY_BACK, told_back
from integrations.engine.sync_errors import CODE_LENGTH, Problem, from_crm, from_rules
from integrations.engine.write import (
    Result,
    Results,
    account_values,
    company_values,
)
from integrations.errors import CrmError
from integrations.models import Outcome, Record
from integrations.records import KEY_FIELD, KEY_PROPERTY, Written
from integrations.rules.departures import Parting
from integrations.rules.matching import Linked
from integrations.rules.plan import Change, Create, Plan, Skip, Unchanged, Update
from integrations.said import said, said_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.item import Item
    from integrations.rules.rule import Side

Kind = Outcome.Kind
LINKED = "linked"


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
    seen: dict[str, str] = field(default_factory=dict)
    parted: Record | None = None


def judge(
    item: Item, plan: Plan, results: Results, before: Sequence[dict[str, Any]]
) -> Done:
    """What became of one plan, and of what a crashed attempt had already written."""
    done = _with_key(_became(item, plan, results, before), results)
    if isinstance(item.match, Linked) and not (done.reason or done.message):
        done.reason, done.message = LINKED, _linked(item.match)
    if problem := results.unattached.get(item.record.pk):
        done.problems.append(problem)
    return done


def _linked(match: Linked) -> str:
    found_by = {
        "key": said_as("step", "its key"),
        "domain": said_as("step", "its domain"),
        "name": said_as("step", "its name"),
        "merge": said_as("step", "the merge of its account into this one"),
    }
    return said(
        "Linked to company %(company)s, found by %(step)s.",
        company=match.partner_id,
        step=found_by.get(match.step, match.step),
    )


def _became(
    item: Item, plan: Plan, results: Results, before: Sequence[dict[str, Any]]
) -> Done:
    if isinstance(plan, Parting):
        return _of_parting(item, plan, results)
    if isinstance(plan, Skip):
        return Done(item, plan, Kind.SKIPPED, plan.reason, plan.message)
    problems = [from_rules(problem) for problem in plan.problems]
    if isinstance(plan, Unchanged):
        kind = Kind.FAILED if problems else Kind.UNCHANGED
        if _was_creating(before):
            return Done(item, plan, Kind.CREATED, problems=problems, message=_late())
        done = Done(item, plan, Kind.UPDATED if before else kind, changes=list(before))
        done.problems = problems
        if done.kind == Kind.FAILED:
            done.message = problems[0].message
        return _with_key_refusal(done, results)
    return _of_writes(item, plan, results, problems, before)


def _was_creating(before: Sequence[dict[str, Any]]) -> bool:
    return any(CREATION in change for change in before)


def _late() -> str:
    return said("Created by an earlier try, whose answer was lost.")


def _of_parting(item: Item, plan: Parting, results: Results) -> Done:
    """Refused by the side that carries the key, the link stands, to be tried again."""
    done = Done(item, plan, Kind.UPDATED, plan.reason, plan.message)
    pk = item.record.pk
    for answer in (results.hubspot.get(pk), results.salesforce.get(pk)):
        if isinstance(answer, Written) and plan.clears:
            done.changes.append(_key_cleared(item, plan.clears))
        elif isinstance(answer, CrmError) and answer.code not in VANISHED:
            _refused(done, answer, {})
    return done


def _key_cleared(item: Item, side: Side) -> dict[str, Any]:
    row = item.record
    old = row.account_id if side == "hubspot" else row.company_id
    return as_history(Change(KEY_PROPERTY, KEY_FIELD, side, old, None, None))


def _of_writes(
    item: Item,
    plan: Create | Update,
    results: Results,
    problems: list[Problem],
    before: Sequence[dict[str, Any]],
) -> Done:
    answers = {
        "hubspot": results.hubspot.get(item.record.pk),
        "salesforce": results.salesforce.get(item.record.pk),
    }
    taken = {side for side, answer in answers.items() if isinstance(answer, Written)}
    changes = [as_history(change) for change in plan.changes if change.side in taken]
    changes += _written_before(plan, before)
    done = Done(item, plan, Kind.UPDATED, changes=changes, problems=problems)
    if isinstance(plan, Create):
        _of_creation(done, answers[plan.side])
    elif _was_creating(before):
        done.kind, done.message = Kind.CREATED, _late()
    for side, answer in answers.items():
        if isinstance(answer, CrmError):
            sent = company_values if side == "hubspot" else account_values
            _refused(done, answer, dict(sent(plan)))
    return done


def _written_before(
    plan: Create | Update, before: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What a crashed attempt set out to write and is not planned again: it is there."""
    planned = {(change.side, change.property) for change in plan.changes}
    return [
        change
        for change in before
        if CREATION not in change
        and (change["side"], change["property"]) not in planned
    ]


def _of_creation(done: Done, answer: Result | None) -> None:
    """Why an account was made; or that it was not tried, for its values' sake (A7)."""
    done.kind = Kind.CREATED
    if verdict := done.item.verdict:
        done.reason = verdict.code
        told = said("Account created.")
        done.message = f"{told} {verdict.message}"
    if answer is None and done.problems:
        first = done.problems[0]
        done.kind, done.reason, done.message = Kind.FAILED, first.code, first.message


def _with_key_refusal(done: Done, results: Results) -> Done:
    answer = results.salesforce.get(done.item.record.pk)
    if isinstance(answer, CrmError):
        _refused(done, answer, {})
    return done


def _with_key(done: Done, results: Results) -> Done:
    pk = done.item.record.pk
    key, answer = results.keys.get(pk), results.salesforce.get(pk)
    if key and isinstance(answer, Written):
        done.reason = done.reason or ("" if done.changes else KEY_BACK)
        done.kind, done.changes = Kind.UPDATED, [*done.changes, as_history(key)]
        done.message = done.message or told_back()
    return done


def _refused(done: Done, error: CrmError, sent: dict[str, object]) -> None:
    done.error = error
    done.problems.append(from_crm(error, sent))
    done.message = error.message
    if not done.changes:
        done.kind, done.reason = Kind.FAILED, error.code[:CODE_LENGTH]
