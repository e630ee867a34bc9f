"""Take in a settings document; twice is the same as once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.engine.freshness import freshen
from integrations.engine.settings_import import Wrong, load
from integrations.management.foreground import REFUSED, read_text
from integrations.models import Integration


class Command(BaseCommand):
    help = "Take in settings and mappings from YAML; prints what it changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        integration, text = Integration.current(), read_text(file)
        try:
            changed = self._load(integration, text, dry_run=dry_run)
        except Wrong as error:
            raise CommandError("\n".join(error.problems), returncode=REFUSED) from error
        for line in changed:
            self.stdout.write(line)
        self.stdout.write(
            "Nothing to change." if not changed else _total(changed, dry_run)
        )

    def _load(self, integration: Integration, text: str, *, dry_run: bool) -> list[str]:
        """What seems to be wrong may be new in a CRM: look there before refusing."""
        warnings: list[str] = []
        try:
            changed = load(integration, text, dry_run=dry_run, warn=warnings.append)
        except Wrong:
            freshen(integration, at_once=True)
            warnings.clear()
            changed = load(integration, text, dry_run=dry_run, warn=warnings.append)
        for warning in warnings:
            self.stderr.write(f"Warning: {warning}")
        return changed


def _total(changed: list[str], dry_run: bool) -> str:  # noqa: FBT001
    return f"{len(changed)} {'would change' if dry_run else 'changed'}."
