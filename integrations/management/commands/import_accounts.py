"""Bring in Salesforce accounts by hand, in the foreground (section I)."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.starting import Refused, active, start_import
from integrations.ids import normalise_id
from integrations.management.foreground import (
    REFUSED,
    complete_census,
    read_text,
    refuse,
    tell,
    work_to_the_end,
)
from integrations.models import Integration, SyncRun

HEADINGS = {"id", "account id", "account_id"}
ACCOUNT_PREFIX = "001"


class Command(BaseCommand):
    help = "Import Salesforce accounts: all, by conditions, or by their ids."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true")
        which.add_argument(
            "--where",
            action="append",
            metavar="'FIELD OP VALUE'",
            help="May be given several times: all of them must hold.",
        )
        which.add_argument(
            "--ids", type=Path, metavar="FILE", help="Ids, one a line or as CSV."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, dry_run: bool, json: bool, **options: Any) -> None:
        integration = Integration.current()
        where, ids = options["where"] or [], _ids(options["ids"])
        try:
            run = _run(integration, where, ids, dry_run=dry_run)
        except Refused as error:
            raise refuse(error) from error
        tell(run, as_json=json)


def _run(
    integration: Integration, where: list[str], ids: list[str], *, dry_run: bool
) -> SyncRun:
    if integration.sync_companies:
        complete_census(integration)
    run = _unfinished(integration, where, ids) if not dry_run else None
    if run is None:
        cause = SyncRun.Cause.COMMAND
        run = start_import(
            integration, cause=cause, where=where, ids=ids, dry_run=dry_run
        )
    work_to_the_end(run)
    return run


def _unfinished(
    integration: Integration, where: list[str], ids: list[str]
) -> SyncRun | None:
    """The same import, left unfinished by a command that died: go on with it."""
    going = active(integration, SyncRun.Kind.IMPORT)
    same = going and going.scope == {"where": where, "ids": ids}
    return going if same else None


def _ids(file: Path | None) -> list[str]:
    if file is None:
        return []
    rows = csv.reader(io.StringIO(read_text(file)))
    cells = [(rows.line_num, row[0].strip()) for row in rows if row]
    if cells and cells[0][1].lower() in HEADINGS:
        del cells[0]
    ids = [_id(line, cell) for line, cell in cells if cell]
    if not ids:
        message = f"There is no Salesforce id in {file}: put one on each line."
        raise CommandError(message, returncode=REFUSED)
    return ids


def _id(line: int, text: str) -> str:
    try:
        found = normalise_id(text)
    except ValueError as error:
        message = f"Line {line} is no Salesforce id: {error}"
        raise CommandError(message, returncode=REFUSED) from error
    if not found.startswith(ACCOUNT_PREFIX):
        message = f"Line {line} is not the id of an account: {text!r}"
        raise CommandError(message, returncode=REFUSED)
    return found
