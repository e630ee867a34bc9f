"""The lifecycle pipeline of companies and contacts, to be read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.calls.objects import READ
from integrations.sandbox.hubspot.refusals import not_found
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.stages import LIFECYCLE
from integrations.sandbox.hubspot.stamps import iso
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call


def page(call: Call) -> Response:
    return Response(200, {"results": [_pipeline(call)]})


def read(call: Call) -> Response:
    pipeline = _pipeline(call)
    if call.arguments["id"] != pipeline["id"]:
        raise not_found()
    return Response(200, pipeline)


def _pipeline(call: Call) -> dict[str, object]:
    definition = call.schema.definitions[LIFECYCLE]
    stamps = {
        "createdAt": iso(definition.created),
        "updatedAt": iso(definition.updated),
    }
    return {
        "id": f"{call.kind.name}-lifecycle-pipeline",
        "label": "Lifecycle Stage Pipeline",
        "displayOrder": 0,
        "archived": False,
        "stages": [
            {
                "id": option.value,
                "label": option.label,
                "displayOrder": option.display_order,
                "metadata": {},
                "archived": False,
                **stamps,
            }
            for option in definition.options
        ],
        **stamps,
    }


ROUTES = (
    Route("GET", "pipelines/{type}", page, READ),
    Route("GET", "pipelines/{type}/{id}", read, READ),
)
