"""Changes in the overlap of two passes that an earlier one dealt with already, so that
they cost calls once. Kept in the cache: forgotten, they cost calls again, no harm."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from django.core.cache import cache

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.engine.context import Context


class Change(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def modified_at(self) -> datetime: ...


C = TypeVar("C", bound=Change)
Mark = Literal["contact_watermark", "person_watermark"]
KEPT_SECONDS, MOST = 20 * 60, 10_000
Seen = dict[str, tuple[datetime, str]]
"""By id: when it changed, and the mark of the pass that saw it so."""


def news(context: Context, mark: Mark, changes: Iterable[C]) -> list[C]:
    """A pass dealt with what it saw once the watermark stands where its mark was."""
    seen, reached = _seen(context, mark), getattr(context.integration, mark)
    known = {
        id_: at
        for id_, (at, of_pass) in seen.items()
        if reached and datetime.fromisoformat(of_pass) <= reached
    }
    return [it for it in changes if known.get(it.id) != it.modified_at]


def remember(
    context: Context,
    mark: Mark,
    of_pass: str,
    changes: Iterable[Change],
    since: datetime,
) -> None:
    """Not what changed in the pass's own second: it may do so again, unseen. What is
    older than ``since`` this pass could not see, nor can the next."""
    begun = datetime.fromisoformat(of_pass)
    now = {it.id: (it.modified_at, of_pass) for it in changes if it.modified_at < begun}
    if context.run.dry_run or not now:
        return
    before = {
        id_: entry
        for id_, entry in _seen(context, mark).items()
        if id_ not in now and entry[0] >= since
    }
    freshest = [*before.items(), *now.items()][-MOST:]
    cache.set(_key(context, mark), dict(freshest), KEPT_SECONDS)


def _seen(context: Context, mark: Mark) -> Seen:
    found: Seen = cache.get(_key(context, mark)) or {}
    return found


def _key(context: Context, mark: Mark) -> str:
    """Of these two accounts: others have other people under the same ids."""
    rows = context.integration.connections.order_by("crm")
    whose = "-".join(rows.values_list("organisation", flat=True))
    return f"overlap:{mark}:{whose}"
