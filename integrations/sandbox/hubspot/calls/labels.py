"""Labels of associations: HubSpot's own, and those an account makes (section 2.4)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.associations import AssociationType
from integrations.sandbox.hubspot.calls.associations import READ, WRITE
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.link_checks import plain_type
from integrations.sandbox.hubspot.refusals import invalid, not_found
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.associations import Associations, Ends
    from integrations.sandbox.hubspot.call import Call

FIRST_OWN = 1_001
MOST = 50
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
OWN = "USER_DEFINED"


def page(call: Call) -> Response:
    forms = [found.as_json() for found in _kept(call).between(_ends(call))]
    return Response(200, {"results": forms})


def create(call: Call) -> Response:
    """One type, or a pair of two when the other direction has a label of its own.

    A name has no hyphen and no digit in front (documented); 50 a pair of object types
    is [mem].
    """
    body = call.body()
    order = body.order("label", "name")
    name, label = str(order["name"]), str(order["label"])
    if not NAME.fullmatch(name):
        raise invalid(f"{name} is not a valid name of an association label")
    made = [each for each in _kept(call).between(_ends(call)) if each.category == OWN]
    if len(made) >= MOST:
        raise invalid(f"There can be {MOST} labels between two object types")
    if label in [each.label for each in made]:
        raise invalid(f"There is a label {label} already")
    types = _pair(call, name, label, body.text(order, "inverseLabel") or label)
    _kept(call).types.update({each.id: each for each in types})
    return Response(200, {"results": [each.as_json() for each in types]})


def update(call: Call) -> Response:
    body = call.body()
    order = body.order("associationTypeId", "label")
    found = _own(call, str(order["associationTypeId"]))
    types, label = _kept(call).types, str(order["label"])
    back = body.text(order, "inverseLabel") or types[found.inverse].label
    types[found.inverse] = replace(types[found.inverse], label=back)
    types[found.id] = replace(found, label=label)
    return Response(204)


def delete(call: Call) -> Response:
    """The records stay associated, without the label: [mem]."""
    _kept(call).forget(_own(call, call.arguments["label"]))
    return Response(204)


def _kept(call: Call) -> Associations:
    return call.portal.associations


def _ends(call: Call) -> Ends:
    return (call.kind.name, find_kind(call.arguments["to"]).name)


def _own(call: Call, text: str) -> AssociationType:
    found = _kept(call).types.get(record_id(text))
    if found is None or found.ends != _ends(call):
        raise not_found()
    if found.category != OWN:
        raise invalid(f"The association type {text} is HubSpot's")
    return found


def _pair(call: Call, name: str, label: str, back: str) -> list[AssociationType]:
    """The inverse of a label inside one object type is itself, unless it differs."""
    ends, first = _ends(call), max(FIRST_OWN, max(_kept(call).types) + 1)
    plain = plain_type(call.portal, ends)
    if ends[0] == ends[1] and back == label:
        return [AssociationType(first, ends, first, plain.id, label, name, OWN)]
    there = AssociationType(first, ends, first + 1, plain.id, label, name, OWN)
    return [
        there,
        AssociationType(
            first + 1, ends[::-1], first, plain.inverse, back, f"{name}_inverse", OWN
        ),
    ]


LABELS = "associations/{type}/{to}/labels"
ROUTES = (
    Route("GET", LABELS, page, READ),
    Route("POST", LABELS, create, WRITE),
    Route("PUT", LABELS, update, WRITE),
    Route("DELETE", f"{LABELS}/{{label}}", delete, WRITE),
)
