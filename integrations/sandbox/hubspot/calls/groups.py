"""The groups in which properties are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.calls.properties import READ, WRITE
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    invalid,
    object_not_found,
)
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.schema import Group
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call


def page(call: Call) -> Response:
    results = [group.as_json() for group in call.schema.groups.values()]
    return Response(200, {"results": results})


def read(call: Call) -> Response:
    return Response(200, _known(call).as_json())


def create(call: Call) -> Response:
    body = call.body()
    order = body.order("name", "label")
    name = str(order["name"])
    if name in call.schema.groups:
        raise RefusedError(
            409,
            f"A property group named '{name}' already exists.",
            "OBJECT_ALREADY_EXISTS",
        )
    place = body.whole(order, "displayOrder", -1)
    group = Group(name, str(order["label"]), place)
    call.schema.groups[name] = group
    return Response(201, group.as_json())


def update(call: Call) -> Response:
    group, body = _known(call), call.body()
    order = body.order()
    group.label = str(order.get("label", group.label))
    group.display_order = body.whole(order, "displayOrder", group.display_order)
    return Response(200, group.as_json())


def archive(call: Call) -> Response:
    """An inner answer is passed on as the message (recorded)."""
    group = _known(call)
    if call.schema.members(group.name):
        raise invalid(
            "Can't delete or purge a group with active properties",
            sub="PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
        ).nested()
    del call.schema.groups[group.name]
    return Response(204)


def _known(call: Call) -> Group:
    name = call.arguments["name"]
    if name not in call.schema.groups:
        raise object_not_found(f"Property group {name} does not exist")
    return call.schema.groups[name]


ROUTES = (
    Route("GET", "properties/{type}/groups", page, READ),
    Route("POST", "properties/{type}/groups", create, WRITE),
    Route("GET", "properties/{type}/groups/{name}", read, READ),
    Route("PATCH", "properties/{type}/groups/{name}", update, WRITE),
    Route("DELETE", "properties/{type}/groups/{name}", archive, WRITE),
)
