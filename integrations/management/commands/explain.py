"""Why did a record sync, or why not (R3)."""

from __future__ import annotations

import json as json_
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.clients import NotConnected
from integrations.engine.explain import explain
from integrations.engine.explain_facts import Unknown
from integrations.errors import CrmError
from integrations.management.foreground import FAILED, REFUSED
from integrations.models import Integration

if TYPE_CHECKING:
    from integrations.engine.explanation import Explanation, Step

MARKS = {"ok": "+", "info": "·", "warn": "!", "bad": "x"}


class Command(BaseCommand):
    help = "Say why a record syncs or does not: every rule it meets, with evidence."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--company", metavar="ID", help="A HubSpot company's id.")
        which.add_argument("--account", metavar="ID", help="A Salesforce account's id.")
        parser.add_argument("--json", action="store_true", help="One object on stdout.")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        found = self._explained(options["company"], options["account"])
        if json:
            self.stdout.write(json_.dumps(found.as_json()))
            return
        for line in lines(found):
            self.stdout.write(line)

    def _explained(self, company: str | None, account: str | None) -> Explanation:
        try:
            return explain(
                Integration.current(), company_id=company, account_id=account
            )
        except (Unknown, NotConnected) as error:
            raise CommandError(error.message, returncode=REFUSED) from error
        except CrmError as error:
            raise CommandError(error.message, returncode=FAILED) from error


def lines(found: Explanation) -> list[str]:
    """The chain for people: a mark, a title and a sentence, its particulars below."""
    until = " as of its last sync" if found.is_overtaken else ""
    told = [f"{found.record}: {found.record.get_status_display()}{until}"]
    for step in found.steps:
        told += _step(step)
        if step.code == "creation":
            told += [
                f"      {'yes' if it.holds else 'no ':3}  {it.code} ({it.effect}): "
                f"{it.evidence}"
                for it in found.criteria
            ]
    return told


def _step(step: Step) -> list[str]:
    points = (f"      - {point}" for point in step.points)
    return [f"  {MARKS[step.tone]} {step.title}: {step.text}", *points]
