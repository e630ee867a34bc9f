"""Batches of companies: cut to size, and a refused whole narrowed to its cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import orjson

from integrations.errors import CrmError, Rejected, Retryable
from integrations.hubspot.reasons import reasons
from integrations.records import Written
from integrations.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH = 100
Rows = Mapping[str, Mapping[str, str | None]]
Results = dict[str, Written | CrmError]
OF_THE_PROPERTY = {"PROPERTY_DOESNT_EXIST", "READ_ONLY_VALUE"}
OF_A_ROW = {HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}
SYSTEMIC = "non-unique"  # recorded: the key property itself cannot be upserted by


class Told(NamedTuple):
    """What one answer told of its rows, and an error that named none of them."""

    results: Results
    unnamed: CrmError | None = None


Send = Callable[[Rows], Told]


def chunks(rows: Rows, size: int = BATCH) -> Iterator[Rows]:
    items = iter(rows.items())
    while chunk := dict(islice(items, size)):
        yield chunk


def write_all(rows: Rows, send: Send) -> Results:
    results: Results = {}
    for chunk in chunks(rows):
        results |= write(chunk, send)
    return results


def write(rows: Rows, send: Send) -> Results:
    """Send the rows; those the answer leaves open are sent again, ever fewer at once.

    HubSpot refuses a whole batch for one row when it cannot tell which (recorded).
    """
    if not rows:
        return {}
    try:
        results, unnamed = send(rows)
    except Rejected as refusal:
        if refusal.status not in OF_A_ROW or SYSTEMIC in refusal.raw:
            raise
        results, unnamed = dict.fromkeys(_blamed(rows, refusal), refusal), refusal
    left = {key: row for key, row in rows.items() if key not in results}
    if len(left) < len(rows):
        return results | write(left, send)
    if len(left) == 1:
        return dict.fromkeys(left, unnamed or _not_mentioned(*left))
    first, second = chunks(left, -(-len(left) // 2))
    return write(first, send) | write(second, send)


def _blamed(rows: Rows, refusal: Rejected) -> Sequence[str]:
    """A property that does not exist is every row's fault that carries it."""
    if not refusal.fields:
        return []
    named = {
        reason.name
        for reason in reasons(orjson.loads(refusal.raw))
        if reason.code in OF_THE_PROPERTY
    }
    return [key for key, row in rows.items() if not named.isdisjoint(row)]


def _not_mentioned(key: str) -> Retryable:
    return Retryable(
        said(
            "HubSpot's answer did not mention company %(id)s. It is tried again.",
            id=key,
        ),
        crm="hubspot",
        code="NOT_MENTIONED",
    )
