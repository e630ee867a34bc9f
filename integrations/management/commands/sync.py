"""One incremental pass, in the foreground."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.engine.starting import Refused, active, start_sync
from integrations.management.foreground import (
    complete_census,
    refuse,
    tell,
    work_to_the_end,
)
from integrations.models import Integration, SyncRun


class Command(BaseCommand):
    help = "Read what changed on both sides, plan and apply it: one pass."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Write nothing.")
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, dry_run: bool, json: bool, **options: Any) -> None:
        integration = Integration.current()
        try:
            run = self._run(integration, dry_run=dry_run)
        except Refused as error:
            raise refuse(error) from error
        tell(run, as_json=json)

    def _run(self, integration: Integration, *, dry_run: bool) -> SyncRun:
        """A pass that is under way already may have read before the latest change."""
        if integration.sync_companies:
            complete_census(integration)
            going = active(integration, SyncRun.Kind.SYNC)
            if going and not dry_run:
                work_to_the_end(going)
            if going and going.is_asking:
                return going
        run = start_sync(integration, cause=SyncRun.Cause.COMMAND, dry_run=dry_run)
        work_to_the_end(run)
        return run
