"""The lifecycle stages, which an account may add to (section 2.11).

That the pipelines API takes them is [pub]; what it says of odd ones is [mem].
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.calls.objects import READ
from integrations.sandbox.hubspot.calls.pipelines import (
    known_pipeline,
    stage_form,
)
from integrations.sandbox.hubspot.calls.properties import WRITE
from integrations.sandbox.hubspot.definitions import Option
from integrations.sandbox.hubspot.refusals import invalid, not_found, not_implemented
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.stages import LIFECYCLE, in_order
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.call import Call

FIRST_CUSTOM = 48_501_922
MOST = 100
NEEDED = ("label", "displayOrder", "metadata")


def page(call: Call) -> Response:
    known_pipeline(call)
    stages = in_order(call.schema.options(LIFECYCLE))
    return Response(200, {"results": [stage_form(call, each) for each in stages]})


def read(call: Call) -> Response:
    return Response(200, stage_form(call, _known(call)))


def create(call: Call) -> Response:
    """A custom stage has a number for its id."""
    known_pipeline(call)
    body = call.body()
    order = body.order(*NEEDED)
    stages = call.schema.options(LIFECYCLE)
    if len(stages) >= MOST:
        raise invalid(f"A pipeline may have {MOST} stages")
    numbers = [int(each.value) for each in stages if each.value.isdecimal()]
    blank = Option(str(max(numbers, default=FIRST_CUSTOM - 1) + 1), "")
    stage = _changed(call, body, order, blank)
    _keep(call, (*stages, stage))
    return Response(201, stage_form(call, stage))


def update(call: Call) -> Response:
    return _update(call, ())


def replace_all(call: Call) -> Response:
    return _update(call, NEEDED)


def archive(call: Call) -> Response:
    """Not while a record is there."""
    stage = _known(call)
    users = sum(
        record.properties.get(LIFECYCLE) == stage.value for record in call.store
    )
    if users:
        raise invalid(f"Stage {stage.value} is used by {users} records")
    stages = call.schema.options(LIFECYCLE)
    _keep(call, tuple(each for each in stages if each is not stage))
    return Response(204)


def _update(call: Call, needed: tuple[str, ...]) -> Response:
    before, body = _known(call), call.body()
    after = _changed(call, body, body.order(*needed), before)
    stages = call.schema.options(LIFECYCLE)
    _keep(call, tuple(after if each is before else each for each in stages))
    return Response(200, stage_form(call, after))


def _known(call: Call) -> Option:
    known_pipeline(call)
    for stage in call.schema.options(LIFECYCLE):
        if stage.value == call.arguments["stage"]:
            return stage
    raise not_found()


def _changed(call: Call, body: Body, order: Mapping[str, Any], stage: Option) -> Option:
    if order.get("metadata") or order.get("stageId"):
        raise not_implemented("metadata and ids of one's own for lifecycle stages")
    label = str(order.get("label", stage.label))
    others = [
        each.label
        for each in call.schema.options(LIFECYCLE)
        if each.value != stage.value
    ]
    if not label or label in others:
        raise invalid(f"The label {label} is blank or taken by another stage")
    place = body.whole(order, "displayOrder", stage.display_order)
    return replace(stage, label=label, display_order=place)


def _keep(call: Call, stages: tuple[Option, ...]) -> None:
    definition = call.schema.definitions[LIFECYCLE]
    call.schema.put(
        replace(definition, options=in_order(stages), updated=call.portal.now())
    )


STAGES = "pipelines/{type}/{id}/stages"
ONE = f"{STAGES}/{{stage}}"
ROUTES = (
    Route("GET", STAGES, page, READ),
    Route("POST", STAGES, create, WRITE),
    Route("GET", ONE, read, READ),
    Route("PATCH", ONE, update, WRITE),
    Route("PUT", ONE, replace_all, WRITE),
    Route("DELETE", ONE, archive, WRITE),
)
