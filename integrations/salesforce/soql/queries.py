"""The few shapes of query we send."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from integrations.salesforce.soql.literals import moment, quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

LIST_BUDGET = 12_000  # of the 16,384 bytes Salesforce takes as address and headers


def select(
    fields: Sequence[str], where: str = "", order: str = "", sobject: str = "Account"
) -> str:
    parts = ["SELECT", ", ".join(fields), "FROM", sobject]
    parts += ["WHERE", where] if where else []
    parts += ["ORDER BY", order] if order else []
    return " ".join(parts)


def changed_since(
    start: datetime, *, after_id: str = "", until: datetime | None = None
) -> str:
    """Changed at or after ``start``; given ``after_id``, what follows that one row.

    Goes with ``ORDER BY SystemModstamp, Id``: many rows may share one second.
    """
    since = f"SystemModstamp >= {moment(start)}"
    if after_id:
        tie = f"SystemModstamp = {moment(start)} AND Id > {quote(after_id)}"
        since = f"(({tie}) OR SystemModstamp > {moment(start)})"
    return since if until is None else f"{since} AND SystemModstamp < {moment(until)}"


def in_lists(field: str, values: Iterable[str]) -> Iterator[str]:
    """``field IN (…)`` conditions, each short enough for the address of one call."""
    quoted: list[str] = []
    size = 0
    for value in values:
        item = quote(value)
        cost = len(quote_plus(item + ","))
        if quoted and size + cost > LIST_BUDGET:
            yield f"{field} IN ({','.join(quoted)})"
            quoted, size = [], 0
        quoted.append(item)
        size += cost
    if quoted:
        yield f"{field} IN ({','.join(quoted)})"
