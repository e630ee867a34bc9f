"""Do what a dry run planned, in the foreground."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.engine.plan_apply import start_plan
from integrations.engine.starting import Refused, active
from integrations.management.foreground import refuse, tell, work_to_the_end
from integrations.models import Integration, SyncRun


class Command(BaseCommand):
    help = "Apply the plan of a dry run; records that changed meanwhile are left out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", type=int, metavar="RUN", help="The dry run.")
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, plan: int, json: bool, **options: Any) -> None:
        try:
            run = _run(Integration.current(), plan)
        except Refused as error:
            raise refuse(error) from error
        work_to_the_end(run)
        tell(run, as_json=json)


def _run(integration: Integration, plan: int) -> SyncRun:
    dry_run = integration.runs.filter(pk=plan).first()
    if dry_run is None:
        raise Refused(f"There is no run {plan}.")
    going = active(integration, SyncRun.Kind.PLAN)
    if going and going.scope["plan"] == plan:
        return going  # left unfinished by a command that died
    return start_plan(dry_run, cause=SyncRun.Cause.COMMAND)
