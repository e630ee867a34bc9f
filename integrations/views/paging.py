"""Pages of a long list by key, so that the last page costs what the first one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import Model, Q
from django.utils.dateparse import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)
T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``before`` and ``after`` are the query values of the pages beside this one."""

    rows: list[T]
    before: str | None
    after: str | None


def page_of(
    rows: QuerySet[M],
    key: str,
    query: Mapping[str, str],
    *,
    read: Callable[[str], Any] = str,
    size: int = SIZE,
) -> Page[M]:
    """Order by ``key`` ("name", "-id"), cut where ``?after=`` or ``?before=`` says."""
    name = key.lstrip("-")
    backwards = "before" in query
    descending = key.startswith("-") != backwards
    cursor = query.get("before") or query.get("after") or ""
    reader = int if name == "id" else read
    start = beyond(name, cursor, reader, descending=descending)
    sign = "-" if descending else ""
    found = list(rows.filter(start).order_by(f"{sign}{name}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    earlier, later = (more, bool(start)) if backwards else (bool(start), more)
    return Page(
        found,
        before=mark(found[0], name) if found and earlier else None,
        after=mark(found[-1], name) if found and later else None,
    )


def mark(row: Model, name: str) -> str:
    value = getattr(row, name)
    return f"{row.pk}~{value.isoformat() if hasattr(value, 'isoformat') else value}"


def beyond(
    name: str, cursor: str, read: Callable[[str], Any], *, descending: bool
) -> Q:
    """Rows past the marked one; a mark nobody can read means the first page."""
    pk, _, text = cursor.partition("~")
    try:
        value = read(text)
    except ValueError:
        return Q()
    if not pk.isdecimal() or value is None:
        return Q()
    side = "lt" if descending else "gt"
    # The first half alone lets a database begin at the mark, however far down it is.
    return Q(**{f"{name}__{side}e": value}) & (
        Q(**{f"{name}__{side}": value}) | Q(**{f"pk__{side}": int(pk)})
    )


def read_time(text: str) -> Any:
    return parse_datetime(text)
