"""Uploaded CSV, read row by row and refused where Salesforce refuses it.

The wordings of the refusals were seen in public but for those marked [mem].
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.job import JobFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.sandbox.salesforce.bulk.dialect import Dialect

MAX_FIELD = 131_072
MAX_ROW = 400_000
MAX_COLUMNS = 5_000
LINE = re.compile(r"[^\n]*\n|[^\n]+")
STRAY_QUOTE = (
    "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote "
    "should be within a quote"
)
# [mem] for the wording.
OPEN_QUOTE = (
    "InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote"
)


class Table:
    """Rows are read on demand, so that a large file costs little at a time."""

    def __init__(self, content: str, dialect: Dialect) -> None:
        self._content = content
        self._dialect = dialect
        self._quoted = re.compile(_row_pattern(dialect.delimiter), re.DOTALL)

    def rows(self) -> Iterator[list[str]]:
        """Every row, the header first; empty lines are no rows."""
        raw: list[str] = []
        reader = csv.reader(
            self._lines(raw), delimiter=self._dialect.delimiter, strict=True
        )
        while (row := _next(reader)) is not None:
            text = "".join(raw)
            raw.clear()
            self._check(text, row)
            if row:
                yield row

    def _lines(self, raw: list[str]) -> Iterator[str]:
        for line in LINE.finditer(self._content):
            raw.append(line[0])
            yield line[0]

    def _check(self, text: str, row: list[str]) -> None:
        if not self._ends_well(text):
            raise _wrong_ending(self._dialect)
        if any('"' in value for value in row) and not self._quoted.match(text):
            raise JobFailedError(STRAY_QUOTE)
        _check_size(row)

    def _ends_well(self, text: str) -> bool:
        """The last line may go without an ending."""
        is_crlf = text.endswith("\r\n")
        return not text.endswith("\n") or is_crlf == (
            self._dialect.line_ending == "CRLF"
        )


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise JobFailedError(_worded(str(error))) from error


def _worded(error: str) -> str:
    if "end of data" in error:
        return OPEN_QUOTE
    if "expected after" in error:
        return STRAY_QUOTE
    if "field limit" in error:
        return _too_large(f"a field of more than {MAX_FIELD} characters")
    return "ClientInputError : LineEnding is invalid on user data."


def _row_pattern(delimiter: str) -> str:
    separator = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{separator}\r\n]*)'
    return rf"{cell}(?:{separator}{cell})*\r?\n?\Z"


def _wrong_ending(dialect: Dialect) -> JobFailedError:
    return JobFailedError(
        "ClientInputError : LineEnding is invalid on user data. Current LineEnding "
        f"setting is {dialect.line_ending}"
    )


def _check_size(row: list[str]) -> None:
    """Documented limits."""
    if len(row) > MAX_COLUMNS:
        raise JobFailedError(_too_large(f"more than {MAX_COLUMNS} fields"))
    lengths = [len(value) for value in row]
    if sum(lengths) > MAX_ROW:
        raise JobFailedError(_too_large(f"a record of more than {MAX_ROW} characters"))
    if max(lengths, default=0) > MAX_FIELD:
        raise JobFailedError(_too_large(f"a field of more than {MAX_FIELD} characters"))


def _too_large(what: str) -> str:
    """[mem] for the wording."""
    return f"InvalidBatch : The file has {what}"
