"""Fill an installation as years of use would: ``python -m tests.benchmarks.filled``.

A few hundred records that were really imported are repeated under other names and ids.
Prints a session to ask pages with, and what to put into their addresses.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import sys
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncadmin.settings")
django.setup()

from django.contrib.auth import (  # noqa: E402 - not before setup()
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.auth.models import Group, User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from integrations.ids import normalise_id  # noqa: E402
from integrations.models import (  # noqa: E402
    Heartbeat,
    Integration,
    Outcome,
    Record,
    RecordWord,
    SettingChange,
    SyncError,
    SyncRun,
)
from integrations.rules.causes import cause  # noqa: E402
from integrations.rules.words import words_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

AT_ONCE = 5_000
RUNS, OUTCOMES, ERRORS, CAUSES, CHANGES = 300, 200_000, 10_000, 30, 200
LARGEST_RUN = OUTCOMES // 2
BACKEND = "django.contrib.auth.backends.ModelBackend"
STATUSES = ["waiting", "failing", "excluded", *["in_sync"] * 47]
ALONE = ["duplicate", "not_linked", "not_linked", "excluded"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.filled")
    parser.add_argument("--records", type=int, required=True)
    told = fill(parser.parse_args().records)
    sys.stdout.write(json.dumps(told))


def fill(records: int) -> dict[str, Any]:
    """``records`` linked ones, and one without a partner for each twenty of them."""
    models = list(Record.objects.filter(status=Record.Status.IN_SYNC))
    real = models[0]
    first = Record.objects.latest("pk").pk + 1
    _save(Record, _records(models, records))
    made = Record.objects.filter(pk__gte=first)
    _save(RecordWord, _words(made))
    runs = _runs()
    _save(Outcome, _outcomes(runs, made))
    _save(SyncError, _errors(made))
    _save(SettingChange, _changes())
    _say_how_it_is()
    return {"session": _session(), "places": _places(real, runs)}


def _save(model: type[Model], rows: Iterable[Any]) -> None:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        model._default_manager.bulk_create(batch)


def _records(models: list[Record], records: int) -> Iterator[Record]:
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


def _words(made: Any) -> Iterator[RecordWord]:
    for pk, name, domain in made.values_list("pk", "name", "domain").iterator():
        for word in words_of(name, domain):
            yield RecordWord(record_id=pk, word=word.encode())


def _runs() -> list[SyncRun]:
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


def _outcomes(runs: list[SyncRun], made: Any) -> Iterator[Outcome]:
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


def _errors(made: Any) -> Iterator[SyncError]:
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


def _changes() -> Iterator[SettingChange]:
    """The last one keeps the set of mappings, so that it can be brought back."""
    for number in range(CHANGES):
        old, new = str(number), str(number + 1)
        change = SettingChange(integration_id=1, setting="poll_seconds")
        change.old, change.new = old, new
        change.mappings = [] if number == CHANGES - 1 else None
        yield change


def _say_how_it_is() -> None:
    """A worker that is alive for as long as pages are asked; figures to plan by."""
    soon = timezone.now() + timedelta(days=1)
    Heartbeat.objects.create(name="bench", at=soon)
    Integration.objects.update(census_at=timezone.now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _session() -> str:
    user = User.objects.create_user("bench")
    user.groups.add(Group.objects.get(name="Admin"))
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def _resync(record: Record) -> int:
    """The run of a Resync on its page."""
    run = SyncRun.objects.create(
        integration=record.integration,
        kind=SyncRun.Kind.RESYNC,
        cause=SyncRun.Cause.PERSON,
        status=SyncRun.Status.SUCCEEDED,
        bulk=False,
        scope={"records": [record.pk]},
        updated=1,
    )
    model = Outcome.objects.filter(record=record).latest("pk")
    model.pk, model.run = None, run
    model.save()
    return run.pk


def _places(real: Record, runs: list[SyncRun]) -> dict[str, Any]:
    """``real`` is in both CRMs, too."""
    alone = Record.objects.filter(company_id=None).latest("pk")
    return {
        "record": real.pk,
        "company": int(real.company_id or 0),
        "account": alone.account_id,
        "real_account": real.account_id,
        "dry": runs[0].pk,
        "large": runs[-1].pk,
        "middle": runs[RUNS // 2].pk,
        "mapping": Integration.current().mappings.earliest("pk").pk,
        "change": SettingChange.objects.exclude(mappings=None).latest("pk").pk,
        "duplicate": Record.objects.filter(status="duplicate").latest("pk").pk,
        "name": quote(real.name),
        "after": quote(f"{real.pk}~2026-01-01T00:00:00+00:00"),
        "resync": _resync(real),
        "cause": SyncError.objects.open().latest("pk").cause,
    }


if __name__ == "__main__":
    main()
