"""Associations of many records at once (v4, section 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.association_forms import (
    association_forms,
    default_forms,
    no_such_record,
    none_found,
    pair_form,
    same_record,
)
from integrations.sandbox.hubspot.association_pages import association_page
from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.link_checks import (
    association_types,
    check_room,
    plain_type,
)
from integrations.sandbox.hubspot.linking import associate, dissociate
from integrations.sandbox.hubspot.refusals import invalid
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
    kinds, body = _kinds(call), call.body()
    results, errors = [], []
    for item in _inputs(body, "id", most=MOST_READ):
        after = body.text(item, "after") or ""
        found = _associated(call, kinds, str(item["id"]), after)
        if found is None:
            errors.append(none_found(kinds, str(item["id"])))
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
        ids = int(pair[0]), int(pair[1])
        for found in types:
            check_room(call.portal, found, ids[0])
            associate(call.portal, found.id, *ids, call.late)
        results.append(pair_form(_kinds(call), ids, types))
    return report(call.portal, 201, results, errors)


def create_default(call: Call) -> Response:
    body, plain = call.body(), plain_type(call.portal, _ends(call))
    results, errors = [], []
    for item in _inputs(body, "from", "to", most=MOST_WRITTEN):
        pair = _pair(body, item)
        if problem := _problem(call, *pair):
            errors.append(problem)
            continue
        associate(call.portal, plain.id, int(pair[0]), int(pair[1]), call.late)
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


def _kinds(call: Call) -> tuple[ObjectKind, ObjectKind]:
    return call.kind, find_kind(call.arguments["to"])


def _ends(call: Call) -> Ends:
    own, other = _kinds(call)
    return (own.name, other.name)


def _inputs(body: Body, *required: str, most: int) -> list[dict[str, Any]]:
    inputs = body.inputs(*required)
    if len(inputs) > most:
        raise invalid(
            f"The maximum number of inputs supported in a batch is {most}. "
            "Please reduce the number of items and try again"
        )
    return inputs


def _types(call: Call, body: Body, item: Mapping[str, Any]) -> list[AssociationType]:
    return association_types(call.portal, call.kind, body, item["types"])


def _pair(body: Body, item: Mapping[str, Any]) -> tuple[str, str]:
    return (
        str(body.checked(item["from"], dict, "id")["id"]),
        str(body.checked(item["to"], dict, "id")["id"]),
    )


def _problem(call: Call, from_id: str, to_id: str) -> dict[str, object] | None:
    for kind, text in zip(_kinds(call), (from_id, to_id), strict=True):
        if call.portal.store(kind).live(record_id(text)) is None:
            return no_such_record(text)
    return same_record(from_id) if from_id == to_id else None


def _part(call: Call, from_id: str, to_id: str, type_ids: Sequence[int] = ()) -> None:
    ends = _ends(call)
    ids = record_id(from_id), record_id(to_id)
    dissociate(call.portal, ends, *ids, type_ids, call.late)


def _associated(
    call: Call, kinds: tuple[ObjectKind, ObjectKind], from_id: str, after: str
) -> dict[str, object] | None:
    limit, found = call.page_size(PAGE), record_id(from_id)
    page = association_page(call.portal, kinds, found, limit, after)
    if not page.shown:
        return None
    form: dict[str, object] = {
        "from": {"id": from_id},
        "to": association_forms(call.portal.associations.types, page.shown),
    }
    return form | ({"paging": page.paging} if page.paging else {})


READ = ("crm.objects.{type}.read",)
WRITE = ("crm.objects.{type}.write",)
BATCH = "associations/{type}/{to}/batch"
ROUTES = (
    Route("POST", f"{BATCH}/read", read, READ, "associations"),
    Route("POST", f"{BATCH}/create", create, WRITE, "associations"),
    Route("POST", f"{BATCH}/archive", archive, WRITE, "associations"),
    Route("POST", f"{BATCH}/labels/archive", archive_labels, WRITE, "associations"),
    Route("POST", f"{BATCH}/associate/default", create_default, WRITE, "associations"),
)
