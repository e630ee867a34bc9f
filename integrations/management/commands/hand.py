"""A second process at a run that a command works in the foreground."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.engine.pump import pump
from integrations.models import SyncRun


class Command(BaseCommand):
    help = "Lend a hand to a run (started by the commands that work large runs)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int)

    def handle(self, *args: Any, run: int, **options: Any) -> None:
        pump(SyncRun.objects.get(pk=run))
