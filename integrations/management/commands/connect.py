"""Store both connections: the wizard's command-line twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.connections import connect
from integrations.errors import CrmError
from integrations.management.foreground import FAILED, REFUSED
from integrations.models import Integration

WAYS = (
    ("salesforce_token",),
    ("salesforce_client_id", "salesforce_client_secret"),
    ("salesforce_client_id", "salesforce_username", "salesforce_private_key"),
)


class Command(BaseCommand):
    help = "Connect Salesforce and HubSpot: verifies both and makes the key fields."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--salesforce-url", required=True)
        parser.add_argument("--salesforce-token")
        parser.add_argument("--salesforce-client-id")
        parser.add_argument("--salesforce-client-secret")
        parser.add_argument("--salesforce-username")
        parser.add_argument("--salesforce-private-key", type=Path, metavar="FILE")
        parser.add_argument("--hubspot-url", default="https://api.hubapi.com")
        parser.add_argument("--hubspot-token", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        credentials = _salesforce_credentials(options)
        try:
            connect(
                Integration.current(),
                options["salesforce_url"],
                credentials,
                options["hubspot_url"],
                options["hubspot_token"],
            )
        except CrmError as error:
            raise CommandError(error.message, returncode=FAILED) from error
        except ValueError as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        self.stdout.write("Salesforce and HubSpot are connected.")


def _salesforce_credentials(options: dict[str, Any]) -> dict[str, str]:
    given = {name for way in WAYS for name in way if options[name]}
    if given not in [set(way) for way in WAYS]:
        raise CommandError(
            "Name one way into Salesforce: --salesforce-token, or "
            "--salesforce-client-id with --salesforce-client-secret, or "
            "--salesforce-client-id with --salesforce-username and "
            "--salesforce-private-key.",
            returncode=REFUSED,
        )
    return {name.removeprefix("salesforce_"): _text(options[name]) for name in given}


def _text(value: str | Path) -> str:
    if isinstance(value, str):
        return value
    try:
        return value.read_text()
    except OSError as error:
        raise CommandError(
            f"Cannot read {value}: {error}", returncode=REFUSED
        ) from error
