"""Compare records on both sides and write what differs, in the foreground."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.engine.resync import go_on, settled, start_resync
from integrations.engine.starting import Refused, active
from integrations.management.foreground import (
    complete_census,
    refuse,
    tell,
    work_to_the_end,
)
from integrations.models import Integration, SyncRun

COMMAND = SyncRun.Cause.COMMAND


class Command(BaseCommand):
    help = (
        "Resync records named by id, every linked one by a mapping, the failed ones "
        "or all. Up to 100 named companies get their account even against the rules."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--company", nargs="+", action="extend", metavar="ID")
        which.add_argument("--account", nargs="+", action="extend", metavar="ID")
        which.add_argument(
            "--mapping", metavar="PROPERTY", help="Plan nothing but this mapping."
        )
        which.add_argument("--failed", action="store_true")
        which.add_argument("--all", action="store_true")
        which.add_argument(
            "--rest", type=int, metavar="RUN", help="What this run left at the limit."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, dry_run: bool, json: bool, **options: Any) -> None:
        try:
            run = _run(Integration.current(), options, dry_run=dry_run)
        except Refused as error:
            raise refuse(error) from error
        work_to_the_end(run)
        tell(run, as_json=json)


def _run(
    integration: Integration, options: dict[str, Any], *, dry_run: bool
) -> SyncRun:
    if integration.sync_companies:
        complete_census(integration)
    if options["rest"]:
        return _rest(integration, options["rest"], dry_run=dry_run)
    scope = _scope(options)
    going = None if dry_run else active(integration, SyncRun.Kind.RESYNC)
    if going and going.scope == settled(integration, scope):
        return going  # left unfinished by a command that died
    return start_resync(integration, scope, cause=COMMAND, dry_run=dry_run)


def _rest(integration: Integration, pk: int, *, dry_run: bool) -> SyncRun:
    run = integration.runs.filter(pk=pk, kind=SyncRun.Kind.RESYNC).first()
    if run is None or run.rest is None:
        raise Refused(f"Run {pk} left nothing to go on with.")
    if dry_run:
        return start_resync(integration, run.rest, cause=COMMAND, dry_run=True)
    return go_on(run, cause=COMMAND)


def _scope(options: dict[str, Any]) -> dict[str, Any]:
    if options["company"]:
        return {"companies": options["company"]}
    if options["account"]:
        return {"accounts": options["account"]}
    if options["mapping"]:
        return {"mapping": options["mapping"]}
    return {"failed": True} if options["failed"] else {"all": True}
