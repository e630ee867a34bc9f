"""The associations of one record (v4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.association_forms import (
    association_forms,
    default_forms,
    pair_form,
)
from integrations.sandbox.hubspot.association_pages import association_page
from integrations.sandbox.hubspot.calls.associations import READ, WRITE
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.link_checks import (
    association_types,
    check_exists,
    check_room,
    plain_type,
)
from integrations.sandbox.hubspot.linking import associate, dissociate
from integrations.sandbox.hubspot.refusals import invalid, not_found
from integrations.sandbox.hubspot.reports import report
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.associations import Ends
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.kinds import ObjectKind

PAGE = 500


def page(call: Call) -> Response:
    found_id = record_id(call.arguments["id"])
    if call.store.live(found_id) is None:
        raise not_found()
    kinds, limit = _kinds(call), call.limit(PAGE, PAGE)
    after = call.text("after") or ""
    shown, paging = association_page(call.portal, kinds, found_id, limit, after)
    answer: dict[str, object] = {
        "results": association_forms(call.portal.associations.types, shown)
    }
    return Response(200, answer | ({"paging": paging} if paging else {}))


def create(call: Call) -> Response:
    body = call.body()
    types = association_types(call.portal, call.kind, body, body.json)
    from_id, to_id = _pair(call)
    for found in types:
        check_room(call.portal, found, from_id)
        associate(call.portal, found.id, from_id, to_id, call.late)
    return Response(201, pair_form(_kinds(call), (from_id, to_id), types))


def create_default(call: Call) -> Response:
    from_id, to_id = _pair(call)
    plain = plain_type(call.portal, _ends(call))
    associate(call.portal, plain.id, from_id, to_id, call.late)
    forms = default_forms(plain, str(from_id), str(to_id))
    return report(call.portal, 200, forms)


def archive(call: Call) -> Response:
    ids = record_id(call.arguments["id"]), record_id(call.arguments["other"])
    dissociate(call.portal, _ends(call), *ids, late=call.late)
    return Response(204)


def _kinds(call: Call) -> tuple[ObjectKind, ObjectKind]:
    return call.kind, find_kind(call.arguments["to"])


def _ends(call: Call) -> Ends:
    own, other = _kinds(call)
    return (own.name, other.name)


def _pair(call: Call) -> tuple[int, int]:
    other = find_kind(call.arguments["to"])
    from_id = check_exists(call.portal, call.kind, call.arguments["id"])
    to_id = check_exists(call.portal, other, call.arguments["other"])
    if from_id == to_id:
        raise invalid(f"Object {from_id} cannot be associated to itself ({to_id})")
    return from_id, to_id


ONE = "objects/{type}/{id}/associations"
ROUTES = (
    Route("GET", f"{ONE}/{{to}}", page, READ),
    Route("PUT", f"{ONE}/{{to}}/{{other}}", create, WRITE),
    Route("PUT", f"{ONE}/default/{{to}}/{{other}}", create_default, WRITE),
    Route("DELETE", f"{ONE}/{{to}}/{{other}}", archive, WRITE),
)
