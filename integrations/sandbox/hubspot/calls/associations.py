"""Associations of many records at once (v4, section 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.associations import TYPES, types_between
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.link_checks import association_type, check_room
from integrations.sandbox.hubspot.linking import associate, dissociate
from integrations.sandbox.hubspot.refusals import invalid, not_implemented
from integrations.sandbox.hubspot.reports import report
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.sandbox.hubspot.associations import AssociationType, Ends
    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.kinds import ObjectKind

MOST_READ, MOST_WRITTEN = 1_000, 2_000
PAGE = 500


def read(call: Call) -> Response:
    """A record without associations is an error in a 207 (recorded)."""
    ends = _ends(call)
    results, errors = [], []
    for item in _inputs(call.body(), "id", most=MOST_READ):
        found = _associated(call, ends, item)
        if found is None:
            errors.append(_none_found(call, str(item["id"])))
        else:
            results.append(found)
    return report(call.portal, 200, results, errors)


def create(call: Call) -> Response:
    body = call.body()
    inputs = _inputs(body, "from", "to", "types", most=MOST_WRITTEN)
    wanted = [(_pair(body, item), _types(call, body, item)) for item in inputs]
    results, errors = [], []
    for pair, types in wanted:
        if problem := _problem(call, *pair):
            errors.append(problem)
            continue
        for found in types:
            check_room(call.portal, found, int(pair[0]))
            associate(call.portal, found.id, int(pair[0]), int(pair[1]), call.late)
        results.append(_pair_form(call, *pair, [found.label for found in types]))
    return report(call.portal, 201, results, errors)


def create_default(call: Call) -> Response:
    body, plain = call.body(), _plain_type(_ends(call))
    results, errors = [], []
    for item in _inputs(body, "from", "to", most=MOST_WRITTEN):
        pair = _pair(body, item)
        if problem := _problem(call, *pair):
            errors.append(problem)
            continue
        associate(call.portal, plain, int(pair[0]), int(pair[1]), call.late)
        results.extend(default_forms(plain, *pair))
    return report(call.portal, 200, results, errors)


def archive(call: Call) -> Response:
    body = call.body()
    for item in _inputs(body, "from", "to", most=MOST_WRITTEN):
        from_id = str(body.checked(item["from"], dict, "id")["id"])
        for each in body.checked(item["to"], list):
            to_id = str(body.checked(each, dict, "id")["id"])
            _part(call, from_id, to_id)
    return Response(204)


def archive_labels(call: Call) -> Response:
    body = call.body()
    for item in _inputs(body, "from", "to", "types", most=MOST_WRITTEN):
        types = [found.id for found in _types(call, body, item)]
        _part(call, *_pair(body, item), types)
    return Response(204)


def labels(call: Call) -> Response:
    forms = [found.as_json() for found in types_between(_ends(call))]
    return Response(200, {"results": forms})


def write_label(_: Call) -> Response:
    raise not_implemented("association labels of one's own")


def association_forms(found: Mapping[int, Sequence[int]]) -> list[dict[str, object]]:
    """``toObjectId`` is a number, whatever the contract says (recorded)."""
    return [
        {
            "toObjectId": to_id,
            "associationTypes": [TYPES[type_id].as_json() for type_id in type_ids],
        }
        for to_id, type_ids in found.items()
    ]


def default_forms(plain: int, from_id: str, to_id: str) -> list[dict[str, object]]:
    """Both directions are told."""
    return [
        _default_form(plain, from_id, to_id),
        _default_form(TYPES[plain].inverse, to_id, from_id),
    ]


def _default_form(type_id: int, from_id: str, to_id: str) -> dict[str, object]:
    return {
        "from": {"id": from_id},
        "to": {"id": to_id},
        "associationSpec": {
            "associationCategory": "HUBSPOT_DEFINED",
            "associationTypeId": type_id,
        },
    }


def _other(call: Call) -> ObjectKind:
    return find_kind(call.arguments["to"])


def _ends(call: Call) -> Ends:
    return (call.kind.name, _other(call).name)


def _plain_type(ends: Ends) -> int:
    found = [each.plain for each in types_between(ends)]
    if not found:
        raise not_implemented(f"associations from {ends[0]} to {ends[1]}")
    return found[0]


def _inputs(body: Body, *required: str, most: int) -> list[dict[str, Any]]:
    inputs = body.inputs(*required)
    if len(inputs) > most:
        raise invalid(
            f"The maximum number of inputs supported in a batch is {most}. "
            "Please reduce the number of items and try again"
        )
    return inputs


def _types(call: Call, body: Body, item: Mapping[str, Any]) -> list[AssociationType]:
    specs = body.checked(item["types"], list)
    return [association_type(call.kind, body, spec) for spec in specs]


def _pair(body: Body, item: Mapping[str, Any]) -> tuple[str, str]:
    return (
        str(body.checked(item["from"], dict, "id")["id"]),
        str(body.checked(item["to"], dict, "id")["id"]),
    )


def _pair_form(
    call: Call, from_id: str, to_id: str, names: Sequence[str | None]
) -> dict[str, object]:
    return {
        "fromObjectTypeId": call.kind.type_id,
        "fromObjectId": int(from_id),
        "toObjectTypeId": _other(call).type_id,
        "toObjectId": int(to_id),
        "labels": [name for name in names if name],
    }


def _problem(call: Call, from_id: str, to_id: str) -> dict[str, object] | None:
    for kind, text in ((call.kind, from_id), (_other(call), to_id)):
        if call.portal.store(kind).live(record_id(text)) is None:
            refusal = invalid(f"{text} is not a valid ID")
            sub_category = "crm.associations.INVALID_IDENTIFIER"
            return refusal.entry(id=[text]) | {"subCategory": sub_category}
    if from_id == to_id:
        text = f"Object {from_id} cannot be associated to itself ({to_id})"
        return invalid(text).entry()
    return None


def _part(call: Call, from_id: str, to_id: str, type_ids: Sequence[int] = ()) -> None:
    ends = _ends(call)
    ids = record_id(from_id), record_id(to_id)
    dissociate(call.portal, ends, *ids, type_ids, call.late)


def _associated(
    call: Call, ends: Ends, item: Mapping[str, Any]
) -> dict[str, object] | None:
    found = call.portal.associations.of(ends, record_id(str(item["id"])))
    start = record_id(str(item.get("after") or 0))
    rest = {to_id: types for to_id, types in found.items() if to_id >= start}
    if not rest:
        return None
    shown = dict(list(rest.items())[: call.page_size(PAGE)])
    form: dict[str, object] = {
        "from": {"id": str(item["id"])},
        "to": association_forms(shown),
    }
    if len(rest) > len(shown):
        form["paging"] = call.paging(str(list(rest)[len(shown)]))
    return form


def _none_found(call: Call, from_id: str) -> dict[str, object]:
    own, other = call.kind.singular, _other(call).singular
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": f"No {other} is associated with {own} {from_id}.",
        "context": {
            "fromObjectId": [from_id],
            "fromObjectType": [own],
            "toObjectType": [other],
        },
    }


READ = ("crm.objects.{type}.read",)
WRITE = ("crm.objects.{type}.write",)
BATCH = "associations/{type}/{to}/batch"
ROUTES = (
    Route("POST", f"{BATCH}/read", read, READ, "associations"),
    Route("POST", f"{BATCH}/create", create, WRITE, "associations"),
    Route("POST", f"{BATCH}/archive", archive, WRITE, "associations"),
    Route("POST", f"{BATCH}/labels/archive", archive_labels, WRITE, "associations"),
    Route("POST", f"{BATCH}/associate/default", create_default, WRITE, "associations"),
    Route("GET", "associations/{type}/{to}/labels", labels, READ),
    Route("POST", "associations/{type}/{to}/labels", write_label, WRITE),
    Route("PUT", "associations/{type}/{to}/labels", write_label, WRITE),
)
