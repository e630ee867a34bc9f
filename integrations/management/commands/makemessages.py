"""Collect what is to be translated: of the rules too, and without noise in diffs."""

from __future__ import annotations

from pathlib import Path

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=lazy",
        "--keyword=said",
        "--keyword=said_of:2,3",
        "--keyword=said_as:1c,2",
    ]
    msgmerge_options = [
        "--quiet",
        "--backup=none",
        "--update",
        "--no-fuzzy-matching",
        "--sort-output",
    ]

    def write_po_file(self, potfile: str, locale: str) -> None:
        super().write_po_file(potfile, locale)
        po = Path(potfile).parent / locale / "LC_MESSAGES" / "django.po"
        lines = po.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [it for it in lines if not it.startswith('"POT-Creation-Date')]
        po.write_text("".join(kept), encoding="utf-8")
