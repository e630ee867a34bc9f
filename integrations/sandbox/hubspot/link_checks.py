"""Associations a call asks for: allowed at all, and between records that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot.finding import record_id
from integrations.sandbox.hubspot.kinds import find_kind
from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import invalid, not_implemented

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from integrations.sandbox.hubspot.associations import AssociationType, Ends
    from integrations.sandbox.hubspot.bodies import Body
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal

MOST = 50_000


def wanted_links(
    portal: Portal, kind: ObjectKind, body: Body, item: Mapping[str, Any]
) -> tuple[tuple[int, int], ...]:
    """The ``associations`` of a record that is to be made."""
    return tuple(
        (found.id, other)
        for each in body.checked(item.get("associations") or [], list)
        for found, other in _links(portal, kind, body, each)
    )


def association_types(
    portal: Portal, kind: ObjectKind, body: Body, specs: object
) -> list[AssociationType]:
    given = body.checked(specs, list)
    if not given:
        raise not_implemented("associations without a type")
    return [_association_type(portal, kind, body, spec) for spec in given]


def _association_type(
    portal: Portal, kind: ObjectKind, body: Body, spec: object
) -> AssociationType:
    wanted = body.checked(spec, dict, "associationCategory", "associationTypeId")
    type_id = wanted["associationTypeId"]
    category = wanted["associationCategory"]
    types = portal.associations.types
    found = types.get(type_id) if isinstance(type_id, int) else None
    if found is None or category != found.category:
        raise not_implemented(f"the association type {category} {type_id}")
    if found.ends[0] != kind.name:
        expected = find_kind(found.ends[0]).type_id
        raise invalid(
            f"invalid from object type {kind.type_id} for associations to be "
            f"created. expected: {expected}"
        )
    return found


def plain_type(portal: Portal, ends: Ends) -> AssociationType:
    found = portal.associations.between(ends)
    if not found:
        raise not_implemented(f"associations from {ends[0]} to {ends[1]}")
    return portal.associations.types[found[0].plain]


def check_room(portal: Portal, found: AssociationType, from_id: int) -> None:
    if portal.associations.count(found.ends, from_id) >= MOST:
        name = portal.associations.types[found.plain].v3_name.upper()
        raise invalid(
            "One or more associations are invalid",
            context={
                "ASSOCIATION_LIMIT_EXCEEDED": [
                    f"Exceeded association limit of {MOST} for portalId {PORTAL_ID}, "
                    f"fromObjectId {from_id}, associationType {name}"
                ]
            },
        )


def check_exists(portal: Portal, kind: ObjectKind, text: str) -> int:
    found = record_id(text)
    if portal.store(kind).live(found) is None:
        raise invalid(
            "One or more associations are invalid",
            context={"INVALID_OBJECT_IDS": [f"{kind.legacy_name}={text} is not valid"]},
        )
    return found


def _links(
    portal: Portal, kind: ObjectKind, body: Body, item: object
) -> Iterator[tuple[AssociationType, int]]:
    link = body.checked(item, dict, "to", "types")
    to_id = str(body.checked(link["to"], dict, "id")["id"])
    for found in association_types(portal, kind, body, link["types"]):
        yield found, check_exists(portal, find_kind(found.ends[1]), to_id)
