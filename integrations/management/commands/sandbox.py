"""The two sandbox CRMs, in the foreground."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentTypeError, BooleanOptionalAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from integrations.sandbox.processes import run_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

SANDBOXES = {"salesforce": "Salesforce sandbox", "hubspot": "HubSpot sandbox"}
LAST_PORT = 65_535
PASSED_ON = ("seed", "latency_ms", "accounts", "companies", "contacts")


class Command(BaseCommand):
    help = "Run the sandbox CRMs on 127.0.0.1, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--salesforce-port", type=_port, default=8101)
        parser.add_argument("--hubspot-port", type=_port, default=8102)
        parser.add_argument("--accounts", type=_count, default=0)
        parser.add_argument("--companies", type=_count, default=0)
        parser.add_argument(
            "--contacts", type=_count, default=0, help="leads and lists come with them"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--latency-ms", type=_count, default=0)
        parser.add_argument(
            "--data-dir",
            help="keep the CRMs in this folder and go on with what is in it",
        )
        parser.add_argument(
            "--rate-limits", action=BooleanOptionalAction, default=False
        )

    def handle(self, **options: Any) -> None:
        commands = [list(_command(crm, options)) for crm in SANDBOXES]
        if asyncio.run(run_together(commands, settings.BASE_DIR)):
            raise CommandError("A sandbox ended by itself, so the other was stopped.")


def _command(crm: str, options: dict[str, Any]) -> Iterator[str]:
    yield from (sys.executable, "-m", "integrations.sandbox", crm)
    yield from ("--until-stdin-closes", "--title", SANDBOXES[crm])
    yield from ("--port", str(options[f"{crm}_port"]))
    for name in PASSED_ON:
        yield from (f"--{name.replace('_', '-')}", str(options[name]))
    if options["data_dir"]:
        yield from ("--data-dir", str(Path(options["data_dir"]).absolute()))
    if options["rate_limits"]:
        yield "--rate-limits"


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text} is not a whole number from 0 up")
    return int(text)


def _port(text: str) -> int:
    """0 takes a free one."""
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise ArgumentTypeError(f"{text} is not a port: a number from 0 to {LAST_PORT}")
    return int(text)
