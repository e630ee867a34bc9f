"""All settings and mappings as one YAML document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.engine.settings_export import export
from integrations.models import Integration


class Command(BaseCommand):
    help = "Print all settings and mappings as YAML, without secrets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, help="Write there instead of stdout.")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        document = export(Integration.current())
        if file is None:
            self.stdout.write(document, ending="")
        else:
            file.write_text(document, encoding="utf-8")
