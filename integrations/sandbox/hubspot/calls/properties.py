"""The properties of an object type (section 2.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.formulas import names_in
from integrations.sandbox.hubspot.property_orders import (
    changed_definition,
    new_definition,
)
from integrations.sandbox.hubspot.refusals import (
    RefusedError,
    invalid,
    not_implemented,
    object_not_found,
)
from integrations.sandbox.hubspot.reports import report
from integrations.sandbox.hubspot.routes import Route
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.call import Call
    from integrations.sandbox.hubspot.definitions import Definition


def page(call: Call) -> Response:
    """The sensitive ones, of which there are none, have to be asked for apart."""
    if call.text("dataSensitivity") not in (None, "non_sensitive"):
        return Response(200, {"results": []})
    schema = call.schema
    found = schema.archived if call.flag("archived") else schema.definitions
    results = [found[name].as_json() for name in sorted(found)]
    return Response(200, {"results": results})


def read(call: Call) -> Response:
    name, archived = call.arguments["name"], call.flag("archived")
    return Response(200, _known(call, name, archived=archived).as_json())


def create(call: Call) -> Response:
    body = call.body()
    definition = _create(call, body, body.order())
    place = f"{call.request.path.rstrip('/')}/{definition.name}"
    return Response(201, definition.as_json(), {"Location": place})


def update(call: Call) -> Response:
    name, body = call.arguments["name"], call.body()
    before = _known(call, name)
    after = changed_definition(
        body, body.order(), before, call.kind, call.schema, call.portal.now()
    )
    call.schema.put(after)
    if after.formula != before.formula:
        call.portal.calculate(call.kind)
    return Response(200, after.as_json())


def archive(call: Call) -> Response:
    _known(call, call.arguments["name"])
    _archive(call, call.arguments["name"])
    return Response(204)


def batch_read(call: Call) -> Response:
    body = call.body()
    archived = bool(body.order("inputs").get("archived"))
    found = call.schema.archived if archived else call.schema.definitions
    names = [str(item["name"]) for item in body.inputs("name")]
    missing = [name for name in names if name not in found]
    errors = [object_not_found(_absence(name)).entry(name=[name]) for name in missing]
    results = [found[name].as_json() for name in names if name in found]
    return report(call.portal, 200, results, errors)


def batch_create(call: Call) -> Response:
    body = call.body()
    results, errors = [], []
    for order in body.inputs():
        try:
            results.append(_create(call, body, order).as_json())
        except RefusedError as refusal:
            errors.append(refusal.entry(name=[str(order.get("name"))]))
    return report(call.portal, 201, results, errors)


def batch_archive(call: Call) -> Response:
    """204 whatever state a property is in (documented)."""
    for item in call.body().inputs("name"):
        if str(item["name"]) in call.schema.definitions:
            _archive(call, str(item["name"]))
    return Response(204)


def _known(call: Call, name: str, *, archived: bool = False) -> Definition:
    found = call.schema.archived if archived else call.schema.definitions
    if name not in found:
        raise object_not_found(_absence(name))
    return found[name]


def _absence(name: str) -> str:
    return f"Property {name} does not exist"


def _create(call: Call, body: Body, order: Mapping[str, Any]) -> Definition:
    """An archived name brings that property back, as posted now (recorded)."""
    schema, name = call.schema, body.text(order, "name")
    if name in schema.definitions:
        raise RefusedError(
            409,
            f"A property named '{name}' already exists.",
            "OBJECT_ALREADY_EXISTS",
            subCategory="Properties.PROPERTY_WITH_NAME_EXISTS",
        )
    definition = new_definition(body, order, call.kind, schema, call.portal.now())
    former = schema.archived.get(definition.name)
    if former is not None:
        definition = _restored(definition, former)
        del schema.archived[definition.name]
    schema.put(definition)
    if definition.unique:
        call.store.index(definition.name)
    if definition.formula:
        call.portal.calculate(call.kind)
    return definition


def _restored(definition: Definition, former: Definition) -> Definition:
    if (definition.type, definition.unique) != (former.type, former.unique):
        raise not_implemented("bringing an archived property back as another type")
    return replace(definition, created=former.created)


def _archive(call: Call, name: str) -> None:
    definition = call.schema.definitions[name]
    if definition.hubspot_defined:
        raise invalid(
            f"Property {name} of object type {call.kind.type_id} is HubSpot's"
        )
    lists = call.portal.lists.using(call.kind, name)
    formulas = [f for f in call.schema.formulas if name in names_in(f.formula)]
    if users := len(lists) + len(formulas):
        raise invalid(
            f"Property: {name} of object type {call.kind.type_id} is currently used in "
            f"{users} places and cannot be deleted",
            sub="PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
            context={"usageCount": [str(users)]},
        )
    call.schema.archive(name, call.portal.now())


READ = ("crm.schemas.{type}.read", "crm.objects.{type}.read")
WRITE = ("crm.schemas.{type}.write",)
ROUTES = (
    Route("GET", "properties/{type}", page, READ),
    Route("POST", "properties/{type}", create, WRITE),
    Route("GET", "properties/{type}/{name}", read, READ),
    Route("PATCH", "properties/{type}/{name}", update, WRITE),
    Route("DELETE", "properties/{type}/{name}", archive, WRITE),
    Route("POST", "properties/{type}/batch/read", batch_read, READ),
    Route("POST", "properties/{type}/batch/create", batch_create, WRITE),
    Route("POST", "properties/{type}/batch/archive", batch_archive, WRITE),
)
