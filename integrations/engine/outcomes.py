"""The rows and counts that tell what a run did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from integrations.engine.item import Item
from integrations.engine.judge import Done, Kind
from integrations.models import Outcome, SyncRun

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from integrations.engine.sync_errors import Problem


def is_news(run: SyncRun, done: Done) -> bool:
    """For a scheduled pass, a record that is skipped again for the same reason needs no
    second line, but for a possible duplicate of others than before."""
    row = done.item.record
    again = done.kind == Kind.SKIPPED and done.reason == row.reason
    if again and done.reason == "duplicate":
        again = done.message == row.message
    return run.kind != SyncRun.Kind.SYNC or not again


def outcomes_of(run: SyncRun, done: Sequence[Done], now: datetime) -> list[Outcome]:
    """Unchanged records leave a count, not a row each, but where a person named them
    or wants a report of all."""
    return [
        _outcome(run, one, now)
        for one in done
        if run.lists_unchanged or one.kind != Kind.UNCHANGED or one.reason
    ]


def outcomes_of_parted(
    run: SyncRun, done: Sequence[Done], now: datetime
) -> list[Outcome]:
    """The company of a link that ended tells of it, too, and whose it was; it counts
    as one record."""
    found = []
    for one in done:
        if one.parted:
            told = _outcome(run, replace(one, item=Item(one.parted), changes=[]), now)
            told.account_id = one.item.record.account_id or ""
            found.append(told)
    return found


def note(run: SyncRun, done: Sequence[Done]) -> None:
    """Rows and counts for what was only looked at: no record is touched."""
    Outcome.objects.bulk_create(outcomes_of(run, done, timezone.now()))
    count_outcomes(run, done)


def count_outcomes(run: SyncRun, done: Sequence[Done]) -> None:
    counts = Counter(one.kind for one in done)
    partly = sum(1 for one in done if one.problems and one.kind != Kind.FAILED)
    SyncRun.objects.filter(pk=run.pk).update(
        problems=F("problems") + partly,
        **{str(kind): F(kind) + count for kind, count in counts.items()},
    )


def count_skipped(run: SyncRun, count: int) -> None:
    SyncRun.objects.filter(pk=run.pk).update(skipped=F("skipped") + count)


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
        seen=done.seen,
        undoes_id=done.item.source,
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
