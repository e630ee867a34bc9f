"""The lifecycle pipeline, which is the only one companies and contacts have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.calls.objects import READ
from integrations.sandbox.hubspot.refusals import not_found
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.stages import LIFECYCLE, in_order
from integrations.sandbox.hubspot.stamps import iso
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.definitions import Option


def page(call: Call) -> Response:
    return Response(200, {"results": [_pipeline(call)]})


def read(call: Call) -> Response:
    return Response(200, known_pipeline(call))


def known_pipeline(call: Call) -> dict[str, object]:
    pipeline = _pipeline(call)
    if call.arguments["id"] != pipeline["id"]:
        raise not_found()
    return pipeline


def stage_form(call: Call, stage: Option) -> dict[str, object]:
    return {
        "id": stage.value,
        "label": stage.label,
        "displayOrder": stage.display_order,
        "metadata": {},
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        **_stamps(call),
    }


def _pipeline(call: Call) -> dict[str, object]:
    stages = in_order(call.schema.options(LIFECYCLE))
    return {
        "id": f"{call.kind.name}-lifecycle-pipeline",
        "label": "Lifecycle Stage Pipeline",
        "displayOrder": 0,
        "archived": False,
        "stages": [stage_form(call, stage) for stage in stages],
        **_stamps(call),
    }


def _stamps(call: Call) -> dict[str, object]:
    definition = call.schema.definitions[LIFECYCLE]
    return {
        "createdAt": iso(definition.created),
        "updatedAt": iso(definition.updated),
    }


ROUTES = (
    Route("GET", "pipelines/{type}", page, READ),
    Route("GET", "pipelines/{type}/{id}", read, READ),
)
