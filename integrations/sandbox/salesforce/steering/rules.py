"""Rules that a test gives the org, as an administrator would in Setup."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.orders import OrderError, is_switch, is_text
from integrations.sandbox.salesforce.duplicates import MESSAGE
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.rules import Duplicate, Required, Validation
from integrations.sandbox.salesforce.schema.field import TEXTS
from integrations.sandbox.salesforce.soql.parser import parse
from integrations.sandbox.salesforce.soql.predicates import test_of
from integrations.sandbox.salesforce.soql.scope import Scope
from integrations.sandbox.salesforce.steering.bodies import (
    complete,
    field_of,
    is_texts,
    writable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from integrations.sandbox.orders import Check
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.rules import Rule
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.salesforce.soql.nodes import Query

Body = dict[str, object]

COMMON: dict[str, Check] = {"rule": is_text, "object": is_text}
REQUIRED: dict[str, Check] = {**COMMON, "field": is_text}
VALIDATION: dict[str, Check] = {**COMMON, "when": is_text, "message": is_text}
DUPLICATE: dict[str, Check] = {**COMMON, "fields": is_texts}
LOCATED: dict[str, Check] = {"field": is_text}
NAMED: dict[str, Check] = {"name": is_text, "message": is_text, "blocks": is_switch}


def add(org: Org, order: object) -> object:
    """``rule`` is a kind of rule, ``object`` what it is for, the rest its own."""
    name = order.get("rule") if isinstance(order, dict) else None
    if not isinstance(name, str) or name not in KINDS:
        raise OrderError(f'"rule" has to be one of {", ".join(KINDS)}.')
    body = cast("Body", order)
    org.rules.add(KINDS[name](org, body), body)
    return count(org, order)


def count(org: Org, _: object) -> object:
    return {"rules": len(org.rules.all)}


def clear(org: Org, order: object) -> object:
    org.rules.clear()
    return count(org, order)


def _required(org: Org, order: Body) -> Rule:
    keys = complete(order, REQUIRED)
    kind = writable(org, keys["object"])
    return Required(kind, field_of(kind, keys["field"]))


def _validation(org: Org, order: Body) -> Rule:
    """``when`` is the condition of a query: what it finds is refused."""
    keys = complete(
        order, VALIDATION | {key: LOCATED[key] for key in LOCATED if key in order}
    )
    kind = writable(org, keys["object"])
    field = field_of(kind, keys["field"]).name if "field" in keys else None
    query = _query(org, kind, str(keys["when"]))
    return Validation(kind, query, str(keys["message"]), field)


def _duplicate(org: Org, order: Body) -> Rule:
    keys = complete(
        order, DUPLICATE | {key: NAMED[key] for key in NAMED if key in order}
    )
    kind = writable(org, keys["object"])
    fields = tuple(_matched(kind, name) for name in cast("list[str]", keys["fields"]))
    table = org.tables[kind.name]
    if not table.is_indexed(fields[0].name):
        table.index(fields[0])
    name = str(keys.get("name", f"Standard_{kind.name}_Duplicate_Rule"))
    message = str(keys.get("message", MESSAGE))
    return Duplicate(kind, fields, name, message, keys.get("blocks") is True)


def _matched(kind: SObject, name: str) -> Field:
    field = field_of(kind, name)
    if field.type not in TEXTS:
        raise OrderError(f"A duplicate rule compares texts, and {name} is none.")
    return field


def _query(org: Org, kind: SObject, when: str) -> Query:
    try:
        query = parse(f"SELECT Id FROM {kind.name} WHERE {when}")  # noqa: S608
        if query.where is not None:
            test_of(query.where, Scope(org, query))
    except RefusalError as refusal:
        raise OrderError(f'"when" cannot be {when!r}: {refusal.message}') from refusal
    return query


KINDS: dict[str, Callable[[Org, Body], Rule]] = {
    "required": _required,
    "validation": _validation,
    "duplicate": _duplicate,
}
