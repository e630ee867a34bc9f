"""The search call of companies and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot import render
from integrations.sandbox.hubspot.calls.objects import READ
from integrations.sandbox.hubspot.queries import parse_query
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.searching import search
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call


def find(call: Call) -> Response:
    """``after`` is an offset here, and there is no link."""
    query = parse_query(call.body(), call.schema)
    query = query.shortened(call.page_size(query.limit))
    found, kind = search(call.portal, call.kind, query), call.kind
    columns = render.columns(kind, call.schema, query.properties)
    answer: dict[str, object] = {
        "total": found.total,
        "results": [render.shown(kind, record, columns) for record in found.records],
    }
    following = query.offset + len(found.records)
    if following < found.total:
        answer["paging"] = {"next": {"after": str(following)}}
    return Response(200, answer)


ROUTES = (Route("POST", "objects/{type}/search", find, READ, "search"),)
