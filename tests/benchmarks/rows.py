"""The rows of years of use: records, their words, runs, outcomes, errors, changes."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from integrations.ids import normalise_id
from integrations.models import (
    Integration,
    Outcome,
    Record,
    RecordWord,
    SettingChange,
    SyncError,
    SyncRun,
)
from integrations.rules.causes import cause
from integrations.rules.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS, OUTCOMES, ERRORS, CAUSES, CHANGES = 300, 200_000, 10_000, 30, 200
LARGEST_RUN = OUTCOMES // 2
STATUSES = ["waiting", "failing", "excluded", *["in_sync"] * 47]
ALONE = ["duplicate", "not_linked", "not_linked", "excluded"]


def records(models: list[Record], records: int) -> Iterator[Record]:
    now = timezone.now()
    for number in range(records + records // 20):
        row = copy.copy(models[number % len(models)])
        is_linked = number < records
        row.pk, row.name = None, f"{row.name} {number}"[:255]
        row.domain = f"n{number}.{row.domain}" if row.domain else ""
        row.account_id = normalise_id(f"001{number:012d}")
        row.company_id = str(900_000_000_000 + number) if is_linked else None
        kinds = STATUSES if is_linked else ALONE
        row.status = kinds[number % len(kinds)]
        row.synced_at = now - timedelta(seconds=30 * number) if is_linked else None
        if row.status == Record.Status.DUPLICATE:
            row.candidates = _candidates(number)
        yield row


def _candidates(number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": str(900_000_000_000 + number + n),
            "name": f"Candidate {n}",
            "score": 80 - n,
            "points": ["The same domain.", "A similar name."],
        }
        for n in range(3)
    ]


def words(made: Any) -> Iterator[RecordWord]:
    for pk, name, domain in made.values_list("pk", "name", "domain").iterator():
        for word in words_of(name, domain):
            yield RecordWord(record_id=pk, word=word.encode())


def runs() -> list[SyncRun]:
    """A dry run, a hundred days of passes, and a large import."""
    now, cause_ = timezone.now(), SyncRun.Cause.SCHEDULE
    integration = Integration.current()
    each = (OUTCOMES - LARGEST_RUN) // RUNS
    counts = [each] * (RUNS - 1) + [LARGEST_RUN]
    for number, total in enumerate(counts):
        is_last = total == LARGEST_RUN
        run = SyncRun.objects.create(
            integration=integration,
            kind=SyncRun.Kind.IMPORT if is_last else SyncRun.Kind.SYNC,
            cause=cause_,
            dry_run=not number,
            status=SyncRun.Status.SUCCEEDED,
            total=total,
            read=total,
            updated=total,
            problems=total // 100,
            started_at=now,
            finished_at=now,
        )
        began = now - timedelta(hours=8 * (RUNS - number))
        SyncRun.objects.filter(pk=run.pk).update(created_at=began, started_at=began)
    return list(SyncRun.objects.order_by("-pk")[:RUNS][::-1])


def outcomes(runs: list[SyncRun], made: Any) -> Iterator[Outcome]:
    model = Outcome.objects.exclude(changes=[]).latest("pk")
    rows = made.filter(company_id__isnull=False).order_by("pk")
    known = list(rows.values_list("pk", "account_id", "company_id", "name")[:50_000])
    number = 0
    for run in runs:
        for position in range(run.updated):
            pk, account_id, company_id, name = known[number % len(known)]
            number += 1
            row = copy.copy(model)
            row.pk, row.run, row.record_id, row.kind = None, run, pk, "updated"
            row.account_id, row.company_id, row.name = account_id, company_id, name
            row.problems = [] if position % 100 else [_problem()]
            yield row


def _problem() -> dict[str, str]:
    return {
        "property": "industry",
        "field": "Industry",
        "code": "INVALID_OPTION",
        "message": "BANKING was not one of the allowed options.",
        "value": "BANKING",
    }


def errors(made: Any) -> Iterator[SyncError]:
    """Open, dismissed and solved ones: as many as there are, a fifth, and as many."""
    now, kinds = timezone.now(), SyncError.Category.values
    pks = list(made.order_by("pk").values_list("pk", flat=True)[:ERRORS])
    for number in range(ERRORS * 11 // 5):
        which = number % CAUSES
        category, field = kinds[which % len(kinds)], f"Field{which}__c"
        message = f"{field}: 'value {number}' is not allowed (rule {which})."
        seen = now - timedelta(minutes=number)
        row = SyncError(
            integration_id=1,
            record_id=pks[number % len(pks)],
            category=category,
            crm="salesforce",
            code=f"CODE_{which}_{number // len(pks)}",
            field=field,
            property=field.lower(),
            value=f"value {number}",
            message=message,
            raw=json.dumps({"message": message, "status": "error"}),
            first_seen=seen,
            last_seen=seen,
            cause=cause(category, f"CODE_{which}", field, message, f"value {number}"),
        )
        if number >= ERRORS * 6 // 5:
            row.solved_at = now
        elif number >= ERRORS:
            row.dismissed_at = now
        yield row


def changes() -> Iterator[SettingChange]:
    """The last one keeps the set of mappings, so that it can be brought back."""
    for number in range(CHANGES):
        old, new = str(number), str(number + 1)
        change = SettingChange(integration_id=1, setting="poll_seconds")
        change.old, change.new = old, new
        change.mappings = [] if number == CHANGES - 1 else None
        yield change
