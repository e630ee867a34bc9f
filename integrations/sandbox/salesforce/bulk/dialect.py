"""How the CSV of a job is written: its delimiter and its line ending (documented)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DELIMITERS = {
    "BACKQUOTE": "`",
    "CARET": "^",
    "COMMA": ",",
    "PIPE": "|",
    "SEMICOLON": ";",
    "TAB": "\t",
}
ENDINGS = {"LF": "\n", "CRLF": "\r\n"}


@dataclass(frozen=True, slots=True)
class Dialect:
    column_delimiter: str = "COMMA"
    line_ending: str = "LF"

    @property
    def delimiter(self) -> str:
        return DELIMITERS[self.column_delimiter]

    @property
    def ending(self) -> str:
        return ENDINGS[self.line_ending]

    def line(self, values: Iterable[str]) -> str:
        """Every value in quotes, as in result files (seen in public)."""
        cells = ('"' + value.replace('"', '""') + '"' for value in values)
        return self.delimiter.join(cells) + self.ending

    def header(self, quoted: Iterable[str], names: Iterable[str]) -> str:
        """Only the columns that Salesforce adds are in quotes (seen in public)."""
        cells = (f'"{name}"' for name in quoted)
        return self.delimiter.join((*cells, *names)) + self.ending
