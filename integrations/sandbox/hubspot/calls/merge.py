"""Two records become a third one with a new id (since January 2025, documented)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot import render
from integrations.sandbox.hubspot.calls.objects import WRITE
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.happenings import Merged
from integrations.sandbox.hubspot.kinds import COMPANIES, CONTACTS
from integrations.sandbox.hubspot.linking import derived, detach, roll_up
from integrations.sandbox.hubspot.refusals import RefusedError, invalid, not_found
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.records import Record

MERGED_IDS = "hs_merged_object_ids"
MERGES_AT_MOST = 250
SECOND = {
    CONTACTS.name: ("email", "hs_additional_emails"),
    COMPANIES.name: ("domain", "hs_additional_domains"),
}


def merge(call: Call) -> Response:
    body = call.body()
    order = body.order("primaryObjectId", "objectIdToMerge")
    primary = _live(call, str(order["primaryObjectId"]))
    other = _live(call, str(order["objectIdToMerge"]))
    if primary is other:
        raise invalid("A record cannot be merged with itself")
    survivor = _united(call, primary, other)
    _absorb(call, survivor, (other, primary))
    moved = sum(name not in primary.properties for name in other.properties)
    call.portal.happened.append(
        Merged(call.kind, primary.id, other.id, survivor.id, moved, survivor.modified)
    )
    after = call.store.live(survivor.id) or survivor
    return Response(200, render.written(call.kind, after, after.properties))


def _live(call: Call, text: str) -> Record:
    record = call.store.live(call.store.survivor(record_id(text)))
    if record is None:
        raise not_found()
    return record


def _united(call: Call, primary: Record, other: Record) -> Record:
    """The primary record's values win, the other one's fill its blanks."""
    merged = [
        *(part for record in (primary, other) for part in _merged_before(record)),
        *(str(primary.id), str(other.id)),
    ]
    if len(merged) > MERGES_AT_MOST:
        message = f"Cannot have more than {MERGES_AT_MOST} identities on a profile"
        raise RefusedError(414, message)
    values = {**other.properties, **primary.properties, MERGED_IDS: ";".join(merged)}
    name, more = SECOND[call.kind.name]
    if second := _second(primary, other, (name, more)):
        values[more] = second
    return replace(
        primary,
        id=call.portal.next_id(),
        properties=values,
        created=min(primary.created, other.created),
        modified=call.portal.now(),
    )


def _merged_before(record: Record) -> list[str]:
    return [part for part in record.properties.get(MERGED_IDS, "").split(";") if part]


def _second(primary: Record, other: Record, names: tuple[str, str]) -> str:
    """The other record's address or domain is kept beside the primary one's."""
    held = {
        value
        for record in (primary, other)
        for name in names
        for value in record.properties.get(name, "").split(";")
    }
    first = primary.properties.get(names[0]) or other.properties.get(names[0], "")
    return ";".join(sorted(held - {"", first}))


def _absorb(call: Call, survivor: Record, parts: tuple[Record, ...]) -> None:
    """The primary record comes last, so that its primary company stays primary."""
    portal, kind = call.portal, call.kind
    ids = {record.id for record in parts}
    links = [
        (found, other)
        for record in parts
        for found, other in portal.associations.held(kind, record.id)
        if not (found.ends[1] == kind.name and other in ids)
    ]
    lists = [each for part in parts for each in portal.lists.holding(kind, part.id)]
    lag = portal.settings.search_lag_s + call.late
    for record in parts:
        detach(portal, kind, record.id, call.late)
        last = call.store.live(record.id) or record
        call.store.absorb(last, survivor.id, lag, portal.clock.seconds())
        portal.lists.follow(kind, last.put_away(portal.now()))
    portal.save(kind, survivor, call.late)
    for each in lists:
        each.members.add(survivor.id, portal.now())
    for found, other in links:
        portal.associations.add(found.id, survivor.id, other)
    _roll_up_all(call, survivor, {(f.ends[1], other) for f, other in links})


def _roll_up_all(call: Call, survivor: Record, others: set[tuple[str, int]]) -> None:
    portal, kind = call.portal, call.kind
    for name, other in sorted(others):
        roll_up(portal, portal.stores[name].kind, other, call.late)
    values = derived(portal, kind, survivor.id)
    held = {**survivor.properties, **{n: v for n, v in values.items() if v}}
    portal.save(kind, replace(survivor, properties=held), call.late)


ROUTES = (Route("POST", "objects/{type}/merge", merge, WRITE),)
