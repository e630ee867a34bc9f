"""Who can own a company."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from integrations.hubspot import answers
from integrations.hubspot.batches import BATCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integrations.hubspot.caller import Caller
    from integrations.records import Person


def owners(call: Caller, *, archived: bool) -> Iterator[Person]:
    get_page = partial(call.crm.owners.owners_api.get_page, archived=archived)
    answer = call(get_page, limit=BATCH)
    yield from map(answers.owner, answer["results"])
    while after := answers.following(answer):
        answer = call(get_page, limit=BATCH, after=after)
        yield from map(answers.owner, answer["results"])
