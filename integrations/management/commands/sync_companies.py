"""The Sync companies toggle (S1–S4)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.overview import overview
from integrations.engine.starting import Refused
from integrations.engine.toggle import Facts, facts, switch_off, switch_on
from integrations.errors import CrmError
from integrations.management.foreground import (
    FAILED,
    complete_census,
    how_to_answer,
    refuse,
)
from integrations.models import Integration

ON_HOLD = "Until it is answered no other change syncs by itself."


class Command(BaseCommand):
    help = "Switch Sync companies on or off, or say how it stands."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off", "status"])
        parser.add_argument(
            "--from-now",
            action="store_true",
            help="After a pause: leave what changed meanwhile as it is.",
        )

    def handle(self, *args: Any, state: str, from_now: bool, **options: Any) -> None:
        integration = Integration.current()
        if state == "on" and integration.sync_companies:
            self._already_on(integration, from_now=from_now)
            return
        if state == "on":
            self._on(integration, from_now=from_now)
        elif state == "off":
            switch_off(integration)
        else:
            self._facts(facts(integration))
        integration.refresh_from_db()
        shown = "on" if integration.sync_companies else "off"
        self.stdout.write(f"Sync companies is {shown}.")
        if state == "status":
            self._asking(integration)

    def _already_on(self, integration: Integration, *, from_now: bool) -> None:
        complete_census(integration)
        unused = " --from-now is for switching on after a pause." if from_now else ""
        text = f"Sync companies was on already: nothing changed.{unused}"
        self.stdout.write(text)

    def _on(self, integration: Integration, *, from_now: bool) -> None:
        try:
            switch_on(integration, from_now=from_now)
        except Refused as error:
            raise refuse(error) from error
        except CrmError as error:
            raise CommandError(error.message, returncode=FAILED) from error
        complete_census(integration)

    def _asking(self, integration: Integration) -> None:
        present = overview(integration)
        if run := present.asking:
            on_hold = f"{ON_HOLD} " if present.holds_all else ""
            self.stdout.write(f"{run} asks: {run.asks} {on_hold}{how_to_answer(run)}")

    def _facts(self, found: Facts) -> None:
        lines = {
            "Accounts in Salesforce": found.accounts,
            "Companies in HubSpot": found.companies,
            "Mappings with problems": found.mapping_problems,
            "Key field in Salesforce": "yes" if found.account_key_field else "no",
            "Key property in HubSpot": "yes" if found.company_key_property else "no",
        }
        for label, value in lines.items():
            self.stdout.write(f"{label}: {'unknown' if value is None else value}")
        for problem in found.problems:
            self.stderr.write(problem)
