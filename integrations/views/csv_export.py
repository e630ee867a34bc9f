"""A list as a CSV file, sent while it is read: of any length, and safe to open."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's own code page
A_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 500


def stream(
    rows: Iterable[Sequence[object]], header: Sequence[object], filename: str
) -> StreamingHttpResponse:
    """Takes rows one by one: give it an iterator that reads them so."""
    response = StreamingHttpResponse(
        chunks(rows, header), content_type="text/csv; charset=utf-8"
    )
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Disposition"] = disposition or "attachment"
    return response


def chunks(rows: Iterable[Sequence[object]], header: Sequence[object]) -> Iterator[str]:
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow(map(cell, header))
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(cell, row))
        if number % ROWS_AT_ONCE == 0:
            yield emptied(buffer)
    yield emptied(buffer)


def emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(A_FORMULA_BEGINS) else text
