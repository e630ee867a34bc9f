"""Answer a run that stopped itself and asks: let it go on, or end it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine import brake, runs
from integrations.management.foreground import REFUSED, tell, work_to_the_end
from integrations.models import Integration, SyncRun

GO_ON, CANCEL = "go-on", "cancel"


class Command(BaseCommand):
    help = "Answer a run that stopped itself because it would change far too much."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int)
        parser.add_argument("answer", choices=[GO_ON, CANCEL])
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(
        self, *args: Any, run: int, answer: str, json: bool, **options: Any
    ) -> None:
        asking = _asking(run)
        if answer == GO_ON:
            brake.go_on(asking)
            work_to_the_end(asking)
        else:
            runs.cancel(asking)
        tell(asking, as_json=json)


def _asking(pk: int) -> SyncRun:
    run = Integration.current().runs.filter(pk=pk).first()
    if run is None or not run.is_asking:
        raise CommandError(f"Run {pk} asks nothing.", returncode=REFUSED)
    return run
