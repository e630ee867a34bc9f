"""A search as it was asked, checked (section 2.3)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from integrations.sandbox.hubspot.filters import Filter, parse_filter, words
from integrations.sandbox.hubspot.refusals import bad_request, invalid, not_implemented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.schema import Schema

GROUPS, FILTERS_PER_GROUP, FILTERS = 5, 6, 18
PAGE, LONGEST_PAGE = 10, 200
EDGE = 10_000
LONGEST_BODY = 3_000
ASSOCIATION = "associations."
DIRECTIONS = (None, "ASCENDING", "DESCENDING")


class Sort(NamedTuple):
    name: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class AssociatedFilter:
    """The pseudo-property ``associations.contact``."""

    object_type: str
    ids: frozenset[str]


AnyFilter = Filter | AssociatedFilter


@dataclass(frozen=True, slots=True)
class Query:
    """A record is found when one group's filters all hold; no group: every record."""

    groups: tuple[tuple[AnyFilter, ...], ...]
    words: tuple[str, ...]
    sort: Sort | None
    properties: tuple[str, ...]
    limit: int
    offset: int

    def shortened(self, limit: int) -> Query:
        return replace(self, limit=limit)


def parse_query(body: Body, schema: Schema) -> Query:
    order = body.order()
    if len(body.raw) > LONGEST_BODY:
        raise bad_request()
    query = Query(
        groups=_groups(body, order, schema),
        words=tuple(words(str(order.get("query") or ""))),
        sort=_sort(body, order, schema),
        properties=tuple(body.names(order, "properties")),
        limit=body.whole(order, "limit", PAGE),
        offset=body.whole(order, "after", 0),
    )
    if query.offset < 0 or query.offset + query.limit > EDGE:
        raise bad_request()
    if not 1 <= query.limit <= LONGEST_PAGE:
        raise bad_request()
    return query


def _groups(
    body: Body, order: Mapping[str, Any], schema: Schema
) -> tuple[tuple[AnyFilter, ...], ...]:
    groups = _given_groups(body, order)
    sizes = [len(group) for group in groups]
    if len(groups) > GROUPS or max(sizes, default=0) > FILTERS_PER_GROUP:
        raise _too_many()
    if sum(sizes) > FILTERS:
        raise _too_many()
    return tuple(
        tuple(_filter(body, body.checked(each, dict), schema) for each in group)
        for group in groups
    )


def _given_groups(body: Body, order: Mapping[str, Any]) -> list[list[Any]]:
    """Filters without a group around them are one group: [mem]."""
    given = body.checked(order.get("filterGroups") or [], list)
    groups = [
        body.checked(body.checked(each, dict).get("filters") or [], list)
        for each in given
    ]
    plain = body.checked(order.get("filters") or [], list)
    if plain and groups:
        raise not_implemented("filters beside filterGroups in a search")
    return [plain] if plain else groups


def _too_many() -> Exception:
    return invalid(
        f"A search may have up to {GROUPS} filterGroups with up to "
        f"{FILTERS_PER_GROUP} filters each and {FILTERS} filters in all"
    )


def _filter(body: Body, item: Mapping[str, Any], schema: Schema) -> AnyFilter:
    name = str(item.get("propertyName"))
    if name.startswith(ASSOCIATION):
        return _associated(body, name.removeprefix(ASSOCIATION), item)
    definition = schema.definitions.get(name)
    if definition is None:
        raise bad_request()
    return parse_filter(item, definition)


def _associated(
    body: Body, object_type: str, item: Mapping[str, Any]
) -> AssociatedFilter:
    if item.get("operator") == "EQ":
        return AssociatedFilter(object_type, frozenset({str(item.get("value"))}))
    if item.get("operator") == "IN":
        return AssociatedFilter(object_type, frozenset(body.names(item, "values")))
    raise not_implemented(f"{item.get('operator')} on associations in a search")


def _sort(body: Body, order: Mapping[str, Any], schema: Schema) -> Sort | None:
    given = body.checked(order.get("sorts") or [], list)
    if not given:
        return None
    if len(given) > 1:
        raise invalid("A search may have one sort")
    wanted = _sort_object(given[0])
    name, direction = str(wanted.get("propertyName")), wanted.get("direction")
    if name not in schema.definitions or direction not in DIRECTIONS:
        raise bad_request()
    return Sort(name, backwards=direction == "DESCENDING")


def _sort_object(given: object) -> Mapping[str, Any]:
    """An object, or text: JSON, or just the name, behind a minus sign to turn it.

    The texts are what HubSpot's own clients send (the Node client's guide has them).
    """
    if isinstance(given, dict):
        return given
    text = str(given)
    if text.startswith("-"):
        return {"propertyName": text[1:], "direction": "DESCENDING"}
    try:
        return (
            dict(json.loads(text)) if text.startswith("{") else {"propertyName": text}
        )
    except ValueError:
        raise bad_request() from None
