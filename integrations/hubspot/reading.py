"""Rows of records: by their ids, or by when they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from integrations.hubspot import answers
from integrations.hubspot.batches import BATCH
from integrations.hubspot.changes import next_page, search_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from integrations.hubspot.caller import Caller
    from integrations.hubspot.changes import ChangedPage, Cursor

T = TypeVar("T")
HISTORY_BATCH = 50  # documented for pages; taken for batches too


def read_rows(
    call: Caller,
    operation: Callable[..., Any],
    ids: Iterable[str],
    body: Mapping[str, Any],
) -> Iterator[Mapping[str, Any]]:
    """As many a call as HubSpot allows, in no promised order, without unknown ones."""
    size = HISTORY_BATCH if body.get("propertiesWithHistory") else BATCH
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), size):
        inputs = [{"id": value} for value in wanted[start : start + size]]
        yield from call(operation, {**body, "inputs": inputs})["results"]


def search_changed(
    call: Caller,
    operation: Callable[..., Any],
    cursor: Cursor,
    properties: Sequence[str],
    record: Callable[[Mapping[str, Any]], T],
    stamp: str,
) -> ChangedPage[T]:
    answer = call(operation, search_body(cursor, properties, stamp))
    more = answers.following(answer) is not None
    return next_page(cursor, answer["results"], record, stamp, more=more)
