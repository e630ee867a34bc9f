"""Who joined a list since somebody last asked.

HubSpot tells members in the order they joined, oldest first, and only page by page. So
the last page is remembered: while it begins as it did, whoever is new stands on it or
after it. When it does not (somebody before it left), all pages are read once more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import chain
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
    """The last page: where it starts, who stands on it, when its ends joined."""

    start: str | None
    ids: Sequence[str]
    first: str
    last: str

    def still_begins(self, page: _Page) -> bool:
        found = _mark(page)
        first = (self.ids[:1], self.first)
        return self.start is None or (found.ids[:1], found.first) == first

    def knows(self, row: Mapping[str, str], *, begins: bool) -> bool:
        """Of one moment only those who stood on the page; repeated rather than missed.

        Somebody who joined earlier is known, unless he came to stand on this page.
        """
        if not self.last:
            return False
        joined, last = answers.moment(row[JOINED]), answers.moment(self.last)
        if joined == last or (begins and joined < last):
            return str(row["recordId"]) in self.ids
        return joined < last


def joined_since(call: Caller, list_id: str, mark: str) -> tuple[tuple[str, ...], str]:
    if not mark:
        *_, page = _pages(call, list_id, None)
        return (), _kept(page)
    known = _Mark(**orjson.loads(mark))
    pages = _pages(call, list_id, known.start)
    page = next(pages)
    begins = known.still_begins(page)
    pages = chain([page], pages) if begins else _pages(call, list_id, None)
    found: dict[str, None] = {}
    for page in pages:
        new = (row for row in page.rows if not known.knows(row, begins=begins))
        found |= dict.fromkeys(str(row["recordId"]) for row in new)
    return tuple(found), _kept(page)


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
    ids = [str(row["recordId"]) for row in page.rows]
    first, last = (page.rows[0], page.rows[-1]) if page.rows else ({}, {})
    return _Mark(page.start, ids, first.get(JOINED, ""), last.get(JOINED, ""))


def _kept(page: _Page) -> str:
    return orjson.dumps(asdict(_mark(page))).decode()
