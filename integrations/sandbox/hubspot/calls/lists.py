"""The lists themselves: made, found, renamed, deleted (section 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.list_filters import matcher
from integrations.sandbox.hubspot.lists import BY_HAND, RecordList
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    invalid,
    not_implemented,
    object_not_found,
)
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.call import Call

PAGE, LONGEST_PAGE = 20, 500


def create(call: Call) -> Response:
    body = call.body()
    order = body.order("name", "objectTypeId", "processingType")
    if not str(order["name"]).strip():
        raise body.missing(["name"])
    made = _made(call, body, order)
    if made.matches is None and made.processing_type == "DYNAMIC":
        raise invalid("A dynamic list needs a filterBranch")
    call.portal.lists.by_id[made.id] = made
    made.fill(call.portal.store(made.kind))
    return Response(200, {"list": _form(call, made, filters=True)})


def read(call: Call) -> Response:
    return Response(200, {"list": _form(call, known_list(call))})


def read_by_name(call: Call) -> Response:
    kind, name = find_kind(call.arguments["type"]), call.arguments["name"]
    found = call.portal.lists.named(kind, name)
    if found is None:
        raise object_not_found(f"List does not exist with name {name}.")
    return Response(200, {"list": _form(call, found)})


def read_many(call: Call) -> Response:
    wanted = {record_id(text) for text in call.texts("listIds")}
    found = [each for each in call.portal.lists.by_id.values() if each.id in wanted]
    return Response(200, {"lists": [_form(call, each) for each in found]})


def search(call: Call) -> Response:
    body = call.body()
    order = body.order()
    if order.get("sort"):
        raise not_implemented("sorting the search of lists")
    every = call.portal.lists.by_id.values()
    found = [each for each in every if _fits(each, body, order)]
    offset, count = body.whole(order, "offset", 0), body.whole(order, "count", PAGE)
    if offset < 0 or not 1 <= count <= LONGEST_PAGE:
        raise invalid(f"count must be between 1 and {LONGEST_PAGE}")
    shown = found[offset : offset + call.page_size(count)]
    end = offset + len(shown)
    return Response(
        200,
        {
            "offset": end,
            "hasMore": end < len(found),
            "lists": [_search_form(each) for each in shown],
            "total": len(found),
        },
    )


def rename(call: Call) -> Response:
    found, name = known_list(call), call.text("listName")
    if not name or not name.strip():
        raise invalid("listName is required")
    _refuse_twin(call, found, name)
    found.name = name
    found.updated = call.portal.now()
    found.version += 1
    return Response(200, {"updatedList": _form(call, found)})


def change_filters(call: Call) -> Response:
    """Everybody is sorted anew; HubSpot does it in the background (documented)."""
    found, body = known_list(call), call.body()
    branch = body.checked(body.order("filterBranch")["filterBranch"], dict)
    if found.processing_type != "DYNAMIC":
        raise invalid(f"The list {found.id} has no filters to change")
    schema = call.portal.schema(found.kind)
    found.matches = matcher(branch, found.kind, schema)
    found.filter_branch = branch
    found.updated = found.filters_updated = call.portal.now()
    found.version += 1
    found.fill(call.portal.store(found.kind))
    return Response(200, {"updatedList": _form(call, found, filters=True)})


def delete(call: Call) -> Response:
    found = known_list(call)
    call.portal.lists.deleted[found.id] = call.portal.lists.by_id.pop(found.id)
    return Response(204)


def restore(call: Call) -> Response:
    """With the members it has by now: [mem]."""
    lists, text = call.portal.lists, call.arguments["id"]
    found = lists.deleted.get(record_id(text))
    if found is None:
        raise object_not_found(f"List does not exist with ID {text}.")
    _refuse_twin(call, found, found.name)
    lists.by_id[found.id] = lists.deleted.pop(found.id)
    found.fill(call.portal.store(found.kind))
    return Response(204)


def known_list(call: Call) -> RecordList:
    text = call.arguments["id"]
    found = call.portal.lists.by_id.get(record_id(text))
    if found is None:
        raise object_not_found(f"List does not exist with ID {text}.")
    return found


def _made(call: Call, body: Body, order: Mapping[str, Any]) -> RecordList:
    kind = find_kind(str(order["objectTypeId"]))
    branch = body.checked(order.get("filterBranch") or {}, dict)
    processing_type = str(order["processingType"])
    if processing_type not in (*BY_HAND, "DYNAMIC"):
        raise invalid(f"{processing_type} is not a processing type of lists")
    if branch and processing_type == "MANUAL":
        raise invalid("A manual list cannot have filters")
    now = call.portal.now()
    schema = call.portal.schema(kind)
    made = RecordList(
        id=call.portal.lists.next_id(),
        name=str(order["name"]),
        kind=kind,
        processing_type=processing_type,
        created=now,
        updated=now,
        filter_branch=branch or None,
        matches=matcher(branch, kind, schema) if branch else None,
    )
    _refuse_twin(call, made, made.name)
    return made


def _refuse_twin(call: Call, own: RecordList, name: str) -> None:
    twin = call.portal.lists.named(own.kind, name)
    if twin is not None and twin is not own:
        raise RefusedError(
            400, f"A list named {name} already exists.", "VALIDATION_ERROR"
        )


def _fits(found: RecordList, body: Body, order: Mapping[str, Any]) -> bool:
    query = (body.text(order, "query") or "").lower()
    types, ids = body.names(order, "processingTypes"), body.names(order, "listIds")
    return (
        query in found.name.lower()
        and (not types or found.processing_type in types)
        and (not ids or str(found.id) in ids)
    )


def _form(
    call: Call, found: RecordList, *, filters: bool | None = None
) -> dict[str, object]:
    form = found.as_json() | {"size": len(found.members)}
    shown = call.flag("includeFilters") if filters is None else filters
    if shown and found.filter_branch:
        form["filterBranch"] = found.filter_branch
    return form


def _search_form(found: RecordList) -> dict[str, object]:
    size = {"hs_list_size": str(len(found.members)), "hs_list_reference_count": "0"}
    return found.as_json() | {"additionalProperties": size}


READ, WRITE = ("crm.lists.read",), ("crm.lists.write",)
ROUTES = (
    Route("POST", "lists", create, WRITE),
    Route("GET", "lists", read_many, READ),
    Route("POST", "lists/search", search, READ),
    Route("GET", "lists/{id}", read, READ),
    Route("DELETE", "lists/{id}", delete, WRITE),
    Route("PUT", "lists/{id}/restore", restore, WRITE),
    Route("PUT", "lists/{id}/update-list-name", rename, WRITE),
    Route("PUT", "lists/{id}/update-list-filters", change_filters, WRITE),
    Route("GET", "lists/object-type-id/{type}/name/{name}", read_by_name, READ),
)
