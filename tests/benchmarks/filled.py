"""Fill an installation as years of use would: ``python -m tests.benchmarks.filled``.

A few hundred records that were really imported are repeated under other names and ids.
Prints a session to ask pages with, and what to put into their addresses.
"""

from __future__ import annotations

import argparse
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
from tests.benchmarks import rows  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

AT_ONCE = 5_000
BACKEND = "django.contrib.auth.backends.ModelBackend"


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
    _save(Record, rows.records(models, records))
    made = Record.objects.filter(pk__gte=first)
    _save(RecordWord, rows.words(made))
    runs = rows.runs()
    _save(Outcome, rows.outcomes(runs, made))
    _save(SyncError, rows.errors(made))
    _save(SettingChange, rows.changes())
    _say_how_it_is()
    return {"session": _session(), "places": _places(real, runs)}


def _save(model: type[Model], made: Iterable[Any]) -> None:
    left = iter(made)
    while batch := list(islice(left, AT_ONCE)):
        model._default_manager.bulk_create(batch)


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
        "mapping": Integration.current().mappings.filter(system=False).latest("pk").pk,
        "change": SettingChange.objects.exclude(mappings=None).latest("pk").pk,
        "duplicate": Record.objects.filter(status="duplicate").latest("pk").pk,
        "name": quote(real.name),
        "after": quote(f"{real.pk}~2026-01-01T00:00:00+00:00"),
        "resync": _resync(real),
        "cause": SyncError.objects.open().latest("pk").cause,
    }


if __name__ == "__main__":
    main()
