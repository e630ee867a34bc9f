"""Work a run to its end in a command, and say what came of it."""

from __future__ import annotations

import json
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from integrations.engine.pump import pump
from integrations.engine.selection import count_of
from integrations.engine.starting import Refused, active, start_census
from integrations.management.left_out import tell_left_out
from integrations.management.programs import Program, manage
from integrations.models import Integration, SyncRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAILED, REFUSED, INTERRUPTED = 1, 2, 130
SHOW_EVERY = 2.0
LARGE = 2_000


def refuse(error: Refused) -> CommandError:
    return CommandError(error.message, returncode=REFUSED)


def complete_census(integration: Integration) -> None:
    """Nothing syncs before both sides are listed; raises CommandError if that fails."""
    integration.refresh_from_db()
    if integration.census_at is not None:
        return
    if going := active(integration, SyncRun.Kind.CENSUS):
        work_to_the_end(going)
        integration.refresh_from_db()
    if integration.census_at is not None:
        return
    census = start_census(integration, cause=SyncRun.Cause.COMMAND)
    work_to_the_end(census)
    if census.status != SyncRun.Status.SUCCEEDED:
        raise CommandError(census.message, returncode=FAILED)


def work_to_the_end(run: SyncRun) -> None:
    """Paused runs wait to be resumed, but one that asks has come to its end here;
    progress goes to stderr if a person watches."""
    with _Progress(run), _second_hand(run), _interrupted() as interrupted:
        while not (pump(run, stop=interrupted.is_set) or run.is_asking):
            if interrupted.wait(1):
                raise CommandError(_kept(run), returncode=INTERRUPTED)


@contextmanager
def _interrupted() -> Iterator[threading.Event]:
    """Ctrl-C lets the batches under way be recorded; the next one waits in vain."""
    event = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: event.set())
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


def _kept(run: SyncRun) -> str:
    return (
        f"Interrupted. {run.get_kind_display()} {run.pk} is not over: a worker goes on "
        "with it, and so does the same command; Cancel on its page ends it."
    )


@contextmanager
def _second_hand(run: SyncRun) -> Iterator[None]:
    """One Python process computes on one core; an import may be worth two."""
    if _size(run) <= LARGE:
        yield
        return
    hand = Program("hand", manage("hand", str(run.pk)))
    try:
        yield
    finally:
        hand.terminate()
        hand.wait()


def _size(run: SyncRun) -> int:
    """How many records it is about to deal with; a pass is never large."""
    if run.kind == SyncRun.Kind.RESYNC:
        return count_of(run.integration, run.scope)
    if run.kind != SyncRun.Kind.IMPORT:
        return 0
    asked_for: list[str] = run.scope.get("ids") or []
    known = run.integration.records.filter(account_id__isnull=False)
    return len(asked_for) or known.count()


class _Progress:
    """A line every two seconds while the run is worked."""

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._show, daemon=True)

    def __enter__(self) -> None:
        if sys.stderr.isatty():
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _show(self) -> None:
        while not self._done.wait(SHOW_EVERY):
            run = SyncRun.objects.get(pk=self._run.pk)
            of = f" of {run.total}" if run.total else ""
            sys.stderr.write(f"{run.get_kind_display()} {run.pk}: {run.done}{of}\n")


def read_text(file: Path) -> str:
    """What a person's file holds; raises CommandError when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"Cannot read {file}: {error}"
    except UnicodeDecodeError:
        message = f"{file} is not text in UTF-8: save it as UTF-8 and try again."
    raise CommandError(message, returncode=REFUSED)


def report(run: SyncRun) -> dict[str, Any]:
    """The object that ``--json`` prints."""
    started, finished = run.started_at, run.finished_at
    seconds = (finished - started).total_seconds() if started and finished else 0.0
    counts = ("read", "created", "updated", "unchanged", "skipped", "failed")
    return {
        "run": run.pk,
        "kind": run.kind,
        "status": run.status,
        "dry_run": run.dry_run,
        **{name: getattr(run, name) for name in counts},
        "problems": run.problems,
        "salesforce_calls": run.salesforce_calls,
        "hubspot_calls": run.hubspot_calls,
        "seconds": round(seconds, 3),
        "message": run.message,
        "asks": run.asks if run.is_asking else "",
    }


def tell(run: SyncRun, *, as_json: bool) -> None:
    """Print the result; raises CommandError (exit 1) for a run that failed."""
    if as_json:
        sys.stdout.write(json.dumps(report(run)) + "\n")
    else:
        sys.stdout.write(_sentence(run) + "\n")
    if run.status == SyncRun.Status.FAILED:
        raise CommandError(run.message, returncode=FAILED)
    if run.is_asking:
        raise CommandError(f"{run.asks} {how_to_answer(run)}", returncode=FAILED)
    tell_left_out(run)


def how_to_answer(run: SyncRun) -> str:
    return (
        "It stopped before that and waits. Look at its page, Sync runs > "
        f"{run}; then go on with: manage.py answer {run.pk} go-on; or end it with: "
        f"manage.py answer {run.pk} cancel"
    )


def _state(run: SyncRun) -> str:
    return "asks" if run.is_asking else str(run.get_status_display()).lower()


def _sentence(run: SyncRun) -> str:
    would = " (dry run: nothing was written)" if run.dry_run else ""
    is_plan = run.dry_run and run.status in SyncRun.DONE
    apply = f" Apply it with: manage.py apply_plan {run.pk}" if is_plan else ""
    message = f" {run.message}" if run.message else ""
    return (
        f"{run.get_kind_display()} {run.pk} {_state(run)}{would}: "
        f"{run.read} read, {run.created} created, {run.updated} updated, "
        f"{run.unchanged} unchanged, {run.skipped} skipped, {run.failed} failed."
        f"{message}{apply}"
    )
