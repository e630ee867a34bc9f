"""Who joined a list since somebody last asked.

HubSpot tells members in the order they joined, oldest first, and only page by page. So
the last page is remembered: while it begins as it did, whoever is new stands on it or
after it. When it does not (somebody before it left), all pages are read once more.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, NamedTuple

import orjson

from integrations.hubspot import answers
from integrations.hubspot.lists import MEMBERS, of_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from integrations.hubspot.caller import Caller

JOINED = "membershipTimestamp"


class _Page(NamedTuple):
    start: str | None
    rows: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """The last page: where it starts, how many stand on it, who is first and last,
    since when. Short, however many joined in one moment."""

    start: str | None
    number: int
    first: Sequence[str]
    last: Sequence[str]

    def still_begins(self, page: _Page) -> bool:
        return self.start is None or _ends(page)[0] == self.first

    def after(self, page: _Page) -> Sequence[Mapping[str, str]]:
        """Those who came to this page. When somebody left it or came between, all who
        stand on it: repeated rather than missed."""
        known = page.rows[: self.number]
        if len(known) == self.number and _mark(_Page(None, known)).last == self.last:
            return page.rows[self.number :]
        return page.rows

    def since(self, page: _Page) -> Sequence[Mapping[str, str]]:
        """Those who joined after the last one of the mark, or in the same moment."""
        if not self.last:
            return page.rows
        last = answers.moment(self.last[1])
        return [row for row in page.rows if answers.moment(row[JOINED]) >= last]


def joined_since(call: Caller, list_id: str, mark: str) -> tuple[tuple[str, ...], str]:
    if not mark:
        *_, page = _pages(call, list_id, None)
        return (), _kept(page)
    known = _Mark(*orjson.loads(mark))
    pages = _pages(call, list_id, known.start)
    page = next(pages)
    new: list[Mapping[str, str]] = []
    if known.still_begins(page):
        new += known.after(page)
    else:
        pages = _pages(call, list_id, None)
    for page in pages:
        new += known.since(page)
    return tuple(dict.fromkeys(str(row["recordId"]) for row in new)), _kept(page)


def _pages(call: Caller, list_id: str, start: str | None) -> Iterator[_Page]:
    get_page = call.crm.lists.memberships_api.get_page_ordered_by_added_to_list_date
    following: str | None = start
    while True:
        with of_list(list_id):
            where = answers.position(following)
            answer = call(get_page, list_id, limit=MEMBERS, **where)
        yield _Page(following, answer["results"])
        following = answers.following(answer)
        if following is None:
            return


def _mark(page: _Page) -> _Mark:
    return _Mark(page.start, len(page.rows), *_ends(page))


def _ends(page: _Page) -> tuple[list[str], list[str]]:
    """Who joined first and last of them, and when."""
    if not page.rows:
        return [], []
    first, last = page.rows[0], page.rows[-1]
    return [str(first["recordId"]), first[JOINED]], [
        str(last["recordId"]),
        last[JOINED],
    ]


def _kept(page: _Page) -> str:
    return orjson.dumps(astuple(_mark(page))).decode()
