"""Who joined the inclusion list: their companies are asked again, within one poll. When
another list was chosen, or the list went or came back, all that were left out are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from integrations.engine.asking import (
    ask_all_excluded,
    ask_companies_of,
    queue_asked,
)
from integrations.engine.batches import Step
from integrations.engine.inclusion import inclusion_of
from integrations.engine.pass_order import after
from integrations.engine.queueing import set_mark
from integrations.errors import Rejected
from integrations.hubspot.lists import LIST_NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.engine.context import Context
    from integrations.models import Integration

Commit = Callable[[], None]
UNUSABLE = "-"


@dataclass(frozen=True, slots=True)
class Look:
    """``rules``: the settings that the answers of companies rest on; ``place``: up to
    where the list was looked at, or that it could not be."""

    rules: str
    place: str
    joined: Sequence[str] = ()

    @classmethod
    def last(cls, integration: Integration) -> Look | None:
        rules, parted, place = integration.list_mark.partition(" ")
        return cls(rules, place) if parted else None

    def __str__(self) -> str:
        return f"{self.rules} {self.place}"

    def calls_in_question(self, before: Look | None) -> bool:
        if before is None:
            return False
        was, is_ = before.place == UNUSABLE, self.place == UNUSABLE
        return (before.rules, was) != (self.rules, is_)


def read_members(context: Context, payload: Mapping[str, Any]) -> Commit:
    before = Look.last(context.integration)
    look = _look(context, before)
    asked = ask_companies_of(context, payload, look.joined)

    def commit() -> None:
        if not context.run.dry_run and look.calls_in_question(before):
            ask_all_excluded(context)
        set_mark(context.run, "list_mark", str(look))
        following = after(context.run, Step.READ_MEMBERS, asked.ids)
        queue_asked(context, asked, following)

    return commit


def _look(context: Context, before: Look | None) -> Look:
    list_id = context.integration.inclusion_list
    rules = f"{list_id}:{context.integration.default_object}"
    if not list_id:
        return Look(rules, "")
    if before is None or before.rules != rules or before.place == UNUSABLE:
        return _first_look(context, rules, list_id)
    joined_since = context.clients.hubspot.joined_since
    try:
        joined, place = joined_since(list_id, before.place)
    except Rejected as error:
        if error.code != LIST_NOT_FOUND:
            raise
        return Look(rules, UNUSABLE)
    return Look(rules, place, joined)


def _first_look(context: Context, rules: str, list_id: str) -> Look:
    hubspot = context.clients.hubspot
    if inclusion_of(context.integration, hubspot, ()).problem:
        return Look(rules, UNUSABLE)
    _nobody, place = hubspot.joined_since(list_id, "")
    return Look(rules, place)
