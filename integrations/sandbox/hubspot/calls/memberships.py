"""Who is on a list (section 2.5)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.batch_inputs import checked_inputs
from integrations.sandbox.hubspot.calls.lists import READ, WRITE, known_list
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.lists import BY_HAND
from integrations.sandbox.hubspot.refusals import RefusedError, not_implemented
from integrations.sandbox.hubspot.reports import report
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.stamps import iso
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.lists import RecordList

PAGE, LONGEST_PAGE, MOST = 100, 250, 100


def page(call: Call) -> Response:
    found = known_list(call)
    if call.text("before"):
        raise not_implemented("paging backwards through memberships")
    limit = call.limit(PAGE, LONGEST_PAGE)
    rows = list(islice(found.members.from_id(call.after()), limit + 1))
    after = str(rows[limit][0]) if len(rows) > limit else None
    return _page(call, found, rows[:limit], after)


def page_by_joining(call: Call) -> Response:
    found, offset = known_list(call), call.after()
    limit = call.limit(PAGE, LONGEST_PAGE)
    rows = found.members.by_joining()[offset : offset + limit]
    end = offset + len(rows)
    after = str(end) if end < len(found.members) else None
    return _page(call, found, rows, after)


def add(call: Call) -> Response:
    return _changed(call, call.body().texts(), [])


def remove(call: Call) -> Response:
    return _changed(call, [], call.body().texts())


def add_and_remove(call: Call) -> Response:
    body = call.body()
    order = body.order()
    added = body.names(order, "recordIdsToAdd")
    return _changed(call, added, body.names(order, "recordIdsToRemove"))


def add_all_from(call: Call) -> Response:
    source = call.portal.lists.by_id.get(record_id(call.arguments["source"]))
    if source is None:
        raise not_implemented("adding the members of a list that is not there")
    _changed(call, [str(member) for member in source.members], [])
    return Response(204)


def remove_all(call: Call) -> Response:
    _changed(call, [], [str(member) for member in known_list(call).members])
    return Response(204)


def lists_of(call: Call) -> Response:
    results = _lists_of(call, call.kind, record_id(call.arguments["id"]))
    return Response(200, {"results": results})


def lists_of_many(call: Call) -> Response:
    """One entry a record, with its lists ([pub])."""
    results = []
    for item in checked_inputs(call.body(), "objectTypeId", "recordId", most=MOST):
        kind = find_kind(str(item["objectTypeId"]))
        record = str(item["recordId"])
        results.append(
            {
                "objectTypeId": kind.type_id,
                "recordId": record,
                "recordListMemberships": _lists_of(call, kind, record_id(record)),
            }
        )
    return report(call.portal, 200, results)


def _lists_of(call: Call, kind: ObjectKind, found: int) -> list[dict[str, object]]:
    return [
        {
            "listId": str(each.id),
            "listVersion": each.version,
            "firstAddedTimestamp": iso(each.members.since(found)),
            "lastAddedTimestamp": iso(each.members.since(found)),
        }
        for each in call.portal.lists.holding(kind, found)
    ]


def _page(
    call: Call,
    found: RecordList,
    rows: Sequence[tuple[int, int]],
    after: str | None,
) -> Response:
    answer: dict[str, object] = {
        "results": [
            {"recordId": str(member), "membershipTimestamp": iso(since)}
            for member, since in rows
        ],
        "total": len(found.members),
    }
    if after is not None:
        answer["paging"] = call.paging(after)
    return Response(200, answer)


def _changed(call: Call, add: Sequence[str], remove: Sequence[str]) -> Response:
    """Unknown records are told as missing; what is as wished already, not at all."""
    found = known_list(call)
    if found.processing_type not in BY_HAND:
        raise RefusedError(400, "Can not operate manually on a dynamic list")
    store, now = call.portal.store(found.kind), call.portal.now()
    known = [text for text in add if store.live(record_id(text)) is not None]
    return Response(
        200,
        {
            "recordsIdsAdded": [
                text for text in known if found.members.add(int(text), now)
            ],
            "recordIdsRemoved": [
                text for text in remove if found.members.remove(record_id(text))
            ],
            "recordIdsMissing": [text for text in add if text not in known],
        },
    )


OF_LIST = "lists/{id}/memberships"
ROUTES = (
    Route("GET", OF_LIST, page, READ),
    Route("DELETE", OF_LIST, remove_all, WRITE),
    Route("GET", f"{OF_LIST}/join-order", page_by_joining, READ),
    Route("PUT", f"{OF_LIST}/add", add, WRITE),
    Route("PUT", f"{OF_LIST}/remove", remove, WRITE),
    Route("PUT", f"{OF_LIST}/add-and-remove", add_and_remove, WRITE),
    Route("PUT", f"{OF_LIST}/add-from/{{source}}", add_all_from, WRITE),
    Route("GET", "lists/records/{type}/{id}/memberships", lists_of, READ),
    Route("POST", "lists/records/memberships/batch/read", lists_of_many, READ),
)
