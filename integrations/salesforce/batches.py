"""Collections of records: cut to size, and a refused whole narrowed to its cause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING

from integrations.errors import CrmError, Rejected
from integrations.records import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = Mapping[str, Mapping[str, object]]
Results = dict[str, Written | CrmError]
Send = Callable[[Rows], Results]
OF_THE_FIELD = {"INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE"}


def chunks(rows: Rows, size: int) -> Iterator[Rows]:
    items = iter(rows.items())
    while chunk := dict(islice(items, size)):
        yield chunk


def write(rows: Rows, send: Send) -> Results:
    """Send the rows; when the call is refused as a whole, find the rows to blame.

    One row's unknown field or wrong JSON type is a 400 for the whole collection.
    """
    if not rows:
        return {}
    try:
        return send(rows)
    except Rejected as refusal:
        if refusal.status != HTTPStatus.BAD_REQUEST:
            raise
        blamed = _blamed(rows, refusal)
        results: Results = dict.fromkeys(blamed, refusal)
    left = {key: row for key, row in rows.items() if key not in results}
    if results:
        return results | write(left, send)
    first, second = chunks(left, -(-len(left) // 2))
    return write(first, send) | write(second, send)


def _blamed(rows: Rows, refusal: Rejected) -> Sequence[str]:
    """A field that does not exist is every row's fault that carries it."""
    if len(rows) == 1:
        return list(rows)
    if refusal.code not in OF_THE_FIELD:
        return []
    named = {name.lower() for name in refusal.fields}
    return [key for key, row in rows.items() if named & {name.lower() for name in row}]
