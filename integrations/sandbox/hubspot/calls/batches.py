"""Up to a hundred records in one call (section 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot import drafts, render
from integrations.sandbox.hubspot.batch_inputs import checked_inputs
from integrations.sandbox.hubspot.batch_writes import Write, write_all
from integrations.sandbox.hubspot.calls.objects import (
    READ,
    WRITE,
    addressed_to_archive,
    put_away,
)
from integrations.sandbox.hubspot.finding import (
    RECORD_ID,
    check_readable,
    check_writable,
    find,
    names_nobody,
    sought,
)
from integrations.sandbox.hubspot.link_checks import wanted_links
from integrations.sandbox.hubspot.refusals import not_implemented
from integrations.sandbox.hubspot.reports import not_gotten, report
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.hubspot.batch_writes import Item, Values
    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.drafts import Draft
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.terms import Terms

MOST, MOST_WITH_HISTORY = 100, 50


def read(call: Call) -> Response:
    """An old id of a merged record answers with the survivor's (recorded)."""
    body = call.body()
    order = body.order("inputs")
    past = body.names(order, "propertiesWithHistory")
    inputs = checked_inputs(body, "id", most=MOST_WITH_HISTORY if past else MOST)
    id_property = body.text(order, "idProperty")
    check_readable(call.portal, call.kind, id_property)
    found, missing = _sought(call, [str(each["id"]) for each in inputs], id_property)
    columns = render.columns(call.kind, call.schema, body.names(order, "properties"))
    results = [render.shown(call.kind, record, columns) for record in found]
    if past:
        _add_history(call, results, found, past)
    errors = [not_gotten(call.kind, missing)] if missing else []
    return report(call.portal, 200, results, errors)


def create(call: Call) -> Response:
    body = call.body()
    inputs = checked_inputs(body, "properties", most=MOST)

    def draft(item: Item, values: Values, terms: Terms) -> Draft:
        links = wanted_links(call.portal, call.kind, body, item)
        return drafts.new(terms, values, links)

    return write_all(call, _valued(body, inputs), Write(draft, 201))


def update(call: Call) -> Response:
    """An old id of a merged record is not found here (documented)."""
    body = call.body()
    inputs = checked_inputs(body, "id", "properties", most=MOST)
    for id_property in _id_properties(body, inputs):
        check_writable(call.portal, call.kind, id_property, with_email=False)

    def draft(item: Item, values: Values, terms: Terms) -> Draft | None:
        record = find(terms.store, str(item["id"]), item.get("idProperty"))
        return None if record is None else drafts.changed(terms, record, values)

    return write_all(call, _valued(body, inputs), Write(draft, 200))


def upsert(call: Call) -> Response:
    """By a unique property; a contact's e-mail too, but then all or none (doc.)."""
    body = call.body()
    inputs = checked_inputs(body, "id", "properties", most=MOST)
    for id_property in _id_properties(body, inputs):
        if id_property in (None, "", RECORD_ID):
            raise not_implemented("an upsert by record id or without idProperty")
        check_writable(call.portal, call.kind, id_property, with_email=True)
    by_email = any(item["idProperty"] == "email" for item in inputs)

    def draft(item: Item, values: Values, terms: Terms) -> Draft:
        name, value = str(item["idProperty"]), str(item["id"])
        if not value.strip() or not values.get(name, value).strip():
            raise names_nobody(terms.kind, name)
        record = find(terms.store, value, name)
        if record is None:
            return drafts.new(terms, {name: value, **values})
        return drafts.changed(terms, record, values)

    write = Write(draft, 200, partial=not by_email, tells_new=True)
    return write_all(call, _valued(body, inputs), write)


def archive(call: Call) -> Response:
    """All ids are looked at before the first record goes."""
    inputs = checked_inputs(call.body(), "id", most=MOST)
    for found in [addressed_to_archive(call, str(item["id"])) for item in inputs]:
        put_away(call, found)
    return Response(204)


def _id_properties(body: Body, inputs: list[dict[str, Any]]) -> set[str | None]:
    return {body.text(item, "idProperty") for item in inputs}


def _valued(body: Body, inputs: list[dict[str, Any]]) -> list[tuple[Item, Values]]:
    """The properties of all inputs are read before the first one is looked at."""
    return [(item, body.properties(item)) for item in inputs]


def _sought(
    call: Call, ids: list[str], id_property: str | None
) -> tuple[list[Record], list[str]]:
    store, archived = call.store, call.flag("archived")
    found: dict[int, Record] = {}
    missing = []
    for text in ids:
        record = sought(store, text, id_property, archived=archived)
        if record is None:
            missing.append(text)
        else:
            found[record.id] = record
    return sorted(found.values(), key=lambda record: -record.id), missing


def _add_history(
    call: Call,
    forms: Iterable[dict[str, object]],
    records: Iterable[Record],
    names: list[str],
) -> None:
    for form, record in zip(forms, records, strict=True):
        past = render.history(call.kind, call.schema, record, names)
        form["propertiesWithHistory"] = past


ROUTES = (
    Route("POST", "objects/{type}/batch/read", read, READ),
    Route("POST", "objects/{type}/batch/create", create, WRITE),
    Route("POST", "objects/{type}/batch/update", update, WRITE),
    Route("POST", "objects/{type}/batch/upsert", upsert, WRITE),
    Route("POST", "objects/{type}/batch/archive", archive, WRITE),
)
