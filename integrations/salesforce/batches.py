"""Collections of records: cut to size, and a refused whole narrowed to its cause."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from integrations.errors import CrmError, Rejected
from integrations.records import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Rows = Mapping[str, Mapping[str, object]]
Results = dict[str, Written | CrmError]
OF_THE_FIELD = {"INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE"}


def chunks(rows: Rows, size: int) -> Iterator[Rows]:
    items = iter(rows.items())
    while chunk := dict(islice(items, size)):
        yield chunk


def write(rows: Rows, send: Callable[[Rows], Results]) -> Results:
    """Send the rows; when the call is refused as a whole, find the rows to blame.

    Salesforce answers a whole collection with 400 for one row's unknown field or
    wrong JSON type.
    """
    if not rows:
        return {}
    try:
        return send(rows)
    except Rejected as refusal:
        if refusal.status != 400:
            raise
        blamed = _blamed(rows, refusal)
        if blamed:
            rest = {key: row for key, row in rows.items() if key not in blamed}
            return dict.fromkeys(blamed, refusal) | write(rest, send)
    first, second = _halves(rows)
    return write(first, send) | write(second, send)


def _blamed(rows: Rows, refusal: Rejected) -> Sequence[str]:
    if len(rows) == 1:
        return list(rows)
    if refusal.code in OF_THE_FIELD and refusal.fields:
        named = {name.lower() for name in refusal.fields}
        return [key for key, row in rows.items() if named & {f.lower() for f in row}]
    return []


def _halves(rows: Rows) -> tuple[Rows, Rows]:
    first, second = chunks(rows, -(-len(rows) // 2))
    return first, second
