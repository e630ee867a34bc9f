"""Test both connections and the key fields."""

from __future__ import annotations

import json as json_
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.connections import check
from integrations.management.foreground import FAILED, REFUSED
from integrations.models import Connection, Integration


class Command(BaseCommand):
    help = "Test both connections for real; exit 1 if one fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        connections = list(Integration.current().connections.order_by("-crm"))
        if len(connections) < len(Connection.Crm):
            raise CommandError(
                "Not connected yet: manage.py connect makes the connections.",
                returncode=REFUSED,
            )
        found = {connection.crm: check(connection) for connection in connections}
        if json:
            self.stdout.write(
                json_.dumps({crm: _as_json(p) for crm, p in found.items()})
            )
        else:
            for crm, problem in found.items():
                label = Connection.Crm(crm).label
                self.stdout.write(
                    f"{label}: {problem or 'connected, key field in place'}"
                )
        if any(found.values()):
            raise CommandError("A connection needs attention.", returncode=FAILED)


def _as_json(problem: str) -> dict[str, Any]:
    return {"ok": not problem, "problem": problem}
