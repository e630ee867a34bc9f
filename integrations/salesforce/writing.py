"""Records written as collections, which cost one call for two hundred."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from integrations.salesforce import answers, batches

if TYPE_CHECKING:
    from collections.abc import Callable

WRITE_SIZE = 200
UPDATE = "composite/sobjects"


def write(
    patch: Callable[[str, object], Any],
    sobject: str,
    path: str,
    key: str,
    rows: batches.Rows,
) -> batches.Results:
    """``key`` names the field that the keys of the rows are values of."""
    results: batches.Results = {}
    send = partial(_send, patch, sobject, path, key)
    for chunk in batches.chunks(rows, WRITE_SIZE):
        results |= batches.write(chunk, send)
    return results


def _send(
    patch: Callable[[str, object], Any],
    sobject: str,
    path: str,
    key: str,
    rows: batches.Rows,
) -> batches.Results:
    records = [
        {"attributes": {"type": sobject}, **row, key: value}
        for value, row in rows.items()
    ]
    answer = patch(path, {"allOrNone": False, "records": records})
    label = f"{sobject.lower()} with {key}"
    return {
        value: answers.outcome(f"{label} {value}", result)
        for value, result in zip(rows, answer, strict=True)
    }
