"""One record at a time, and the list of all (section 2.1)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from integrations.sandbox.hubspot import drafts, render
from integrations.sandbox.hubspot.association_pages import association_page
from integrations.sandbox.hubspot.commits import commit
from integrations.sandbox.hubspot.finding import (
    check_readable,
    check_writable,
    record_id,
    sought,
)
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.link_checks import wanted_links
from integrations.sandbox.hubspot.linking import detach
from integrations.sandbox.hubspot.refusals import not_found, not_implemented
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.hubspot.terms import Terms
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.render import Columns

PAGE, LONGEST_PAGE, LONGEST_WITH_HISTORY = 10, 100, 50
ASSOCIATIONS_SHOWN = 100


class View(NamedTuple):
    """What a call wants to see of each record."""

    call: Call
    kind: ObjectKind
    columns: Columns
    past: list[str]
    associated: list[ObjectKind]


def read(call: Call) -> Response:
    id_property = call.text("idProperty")
    check_readable(call.portal, call.kind, id_property)
    record = _addressed(call, id_property, archived=call.flag("archived"))
    return Response(200, _read_form(_view(call), record))


def page(call: Call) -> Response:
    view = _view(call)
    limit = call.limit(PAGE, LONGEST_WITH_HISTORY if view.past else LONGEST_PAGE)
    rows = call.store.from_id(call.after(), archived=call.flag("archived"))
    found = list(islice(rows, limit + 1))
    answer: dict[str, object] = {
        "results": [_read_form(view, record) for record in found[:limit]]
    }
    if len(found) > limit:
        answer["paging"] = call.paging(str(found[limit].id))
    return Response(200, answer)


def create(call: Call) -> Response:
    body = call.body()
    item = body.order("properties")
    links = wanted_links(call.portal, call.kind, body, item)
    values = body.properties(item)
    draft = drafts.new(Terms(call.portal, call.kind), values, links)
    record = commit(call.portal, draft, call.late)
    return Response(201, render.written(call.kind, record, draft.sent))


def update(call: Call) -> Response:
    body = call.body()
    values = body.properties(body.order("properties"))
    id_property = call.text("idProperty")
    check_writable(call.portal, call.kind, id_property, with_email=True)
    record = _addressed(call, id_property, archived=False)
    draft = drafts.changed(Terms(call.portal, call.kind), record, values)
    after = commit(call.portal, draft, call.late)
    return Response(200, render.written(call.kind, after, draft.sent))


def archive(call: Call) -> Response:
    """Whatever state the record is in, it is gone afterwards."""
    put_away(call, addressed_to_archive(call, call.arguments["id"]))
    return Response(204)


def addressed_to_archive(call: Call, text: str) -> int:
    found = record_id(text)
    if call.store.survivor(found) != found:
        what = f"archiving by the old id of a merged record, {text}"
        raise not_implemented(what)
    return found


def put_away(call: Call, found: int) -> None:
    record = call.store.live(found)
    if record is not None:
        detach(call.portal, call.kind, found, call.late)
        gone = record.put_away(call.portal.now())
        call.portal.save(call.kind, gone, call.late)


def _addressed(call: Call, id_property: str | None, *, archived: bool) -> Record:
    text = call.arguments["id"]
    record = sought(call.store, text, id_property, archived=archived)
    if record is None:
        raise not_found()
    return record


def _view(call: Call) -> View:
    kinds = [find_kind(name) for name in call.texts("associations")]
    past = call.texts("propertiesWithHistory")
    columns = render.columns(call.kind, call.schema, call.texts("properties"))
    return View(call, call.kind, columns, past, kinds)


def _read_form(view: View, record: Record) -> dict[str, object]:
    call, kind = view.call, view.kind
    form = render.shown(kind, record, view.columns)
    if view.past:
        past = render.history(kind, call.schema, record, view.past)
        form["propertiesWithHistory"] = past
    shown = {other.name: _associated(view, record, other) for other in view.associated}
    if any(shown.values()):
        form["associations"] = {name: found for name, found in shown.items() if found}
    return form


def _associated(view: View, record: Record, other: ObjectKind) -> dict[str, object]:
    """As v3 names them: the plain type and the primary one are two entries."""
    portal, kinds = view.call.portal, (view.kind, other)
    shown, paging = association_page(portal, kinds, record.id, ASSOCIATIONS_SHOWN)
    types = portal.associations.types
    results = [
        {"id": str(to_id), "type": types[type_id].v3_name}
        for to_id, type_ids in shown.items()
        for type_id in type_ids
    ]
    if not results:
        return {}
    return {"results": results} | ({"paging": paging} if paging else {})


READ, WRITE = ("crm.objects.{type}.read",), ("crm.objects.{type}.write",)
ROUTES = (
    Route("GET", "objects/{type}", page, READ),
    Route("POST", "objects/{type}", create, WRITE),
    Route("GET", "objects/{type}/{id}", read, READ),
    Route("PATCH", "objects/{type}/{id}", update, WRITE),
    Route("DELETE", "objects/{type}/{id}", archive, WRITE),
)
