"""Sync errors: opened when a record fails, counted while it does, closed by success."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from integrations.engine.categories import category, precise
from integrations.engine.dismissal import let_rest
from integrations.errors import CrmError, Rejected
from integrations.models import Record, SyncError
from integrations.rules.causes import cause

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from integrations.rules.plan import FieldProblem

MOST_TRIES = 10_000
RAW_LENGTH, CODE_LENGTH = 10_000, 60
STAGE = "lifecycle_stage"
"""The code of a stage that HubSpot refused: the error goes once it is written."""
SEEN_AGAIN = [
    "category",
    "crm",
    "value",
    "message",
    "raw",
    "cause",
    "tries",
    "last_seen",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of one record, from the rules or from a CRM."""

    code: str
    message: str
    property: str = ""
    field: str = ""
    value: str = ""
    crm: str = ""
    raw: str = ""
    category: str = ""


def from_rules(problem: FieldProblem) -> Problem:
    return Problem(
        code=problem.code,
        message=problem.message,
        property=problem.property,
        field=problem.field,
        value=problem.value or "",
        category=category(problem.code),
    )


def from_crm(error: CrmError, sent: dict[str, object]) -> Problem:
    name = error.fields[0] if isinstance(error, Rejected) and error.fields else ""
    in_hubspot = error.crm == "hubspot"
    return Problem(
        code=precise(error.code, error.raw)[:CODE_LENGTH],
        message=error.message,
        property=name if in_hubspot else "",
        field="" if in_hubspot else name,
        value=str(sent.get(name) or "")[:RAW_LENGTH],
        crm=error.crm,
        raw=error.raw[:RAW_LENGTH],
        category=category(error.code, error),
    )


Key = tuple[str, str, str]


def settle_errors(
    found: Sequence[tuple[Record, Sequence[Problem]]],
    now: datetime,
    *,
    stages: bool = False,
) -> None:
    """Open or count again what failed now; close what the record is rid of: of its
    values, or of the lifecycle stage, which no sync of values writes. A record whose
    errors are all dismissed does not count as failing."""
    standing = _standing([record for record, _problems in found], stages=stages)
    solved: list[int] = []
    again: list[SyncError] = []
    new: list[SyncError] = []
    for record, problems in found:
        now_seen = {(p.code, p.property, p.field): p for p in problems}
        for key, error in standing.get(record.pk, {}).items():
            problem = now_seen.get(key)
            if problem is None or _is_another(error, problem):
                solved.append(error.pk)
            else:
                again.append(_seen_again(error, now_seen.pop(key), now))
        new += [_opened(record, problem, now) for problem in now_seen.values()]
    _close(solved, now)
    _save(again)
    SyncError.objects.bulk_create(new)
    let_rest(record.pk for record, problems in found if problems)


def _standing(
    records: Sequence[Record], *, stages: bool
) -> dict[int, dict[Key, SyncError]]:
    rows = SyncError.objects.filter(record__in=records, solved_at__isnull=True)
    rows = rows.filter(code=STAGE) if stages else rows.exclude(code=STAGE)
    standing: dict[int, dict[Key, SyncError]] = {}
    for error in rows.defer("raw"):
        key = error.code, error.property, error.field
        standing.setdefault(error.record_id, {})[key] = error
    return standing


def _is_another(error: SyncError, problem: Problem) -> bool:
    """Dismissed was this value for this cause: any other is news."""
    seen = cause_of(problem), problem.value
    return error.dismissed_at is not None and (error.cause, error.value) != seen


def _seen_again(error: SyncError, problem: Problem, now: datetime) -> SyncError:
    for name, value in _facts(problem).items():
        setattr(error, name, value)
    error.tries = min(error.tries + 1, MOST_TRIES)
    error.last_seen = now
    return error


def _opened(record: Record, problem: Problem, now: datetime) -> SyncError:
    return SyncError(
        integration_id=record.integration_id,
        record=record,
        first_seen=now,
        last_seen=now,
        **_facts(problem),
    )


def _facts(problem: Problem) -> dict[str, str]:
    return {**asdict(problem), "cause": cause_of(problem)}


def cause_of(problem: Problem) -> str:
    name = problem.property or problem.field
    return cause(problem.category, problem.code, name, problem.message, problem.value)


def _close(pks: Sequence[int], now: datetime) -> None:
    if pks:
        SyncError.objects.filter(pk__in=pks).update(solved_at=now)


def _save(errors: Sequence[SyncError]) -> None:
    """An upsert by id, like that of records: bulk_update takes ten times as long."""
    SyncError.objects.bulk_create(
        errors, update_conflicts=True, unique_fields=["id"], update_fields=SEEN_AGAIN
    )
