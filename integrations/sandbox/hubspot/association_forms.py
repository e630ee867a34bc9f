"""Associations as v4's answers show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from integrations.sandbox.hubspot.associations import AssociationType
    from integrations.sandbox.hubspot.kinds import ObjectKind

    Types = Mapping[int, AssociationType]


def association_forms(
    types: Types, found: Mapping[int, Sequence[int]]
) -> list[dict[str, object]]:
    """``toObjectId`` is a number, whatever the contract says (recorded)."""
    return [
        {
            "toObjectId": to_id,
            "associationTypes": [types[type_id].as_json() for type_id in type_ids],
        }
        for to_id, type_ids in found.items()
    ]


def default_forms(
    plain: AssociationType, from_id: str, to_id: str
) -> list[dict[str, object]]:
    """Both directions are told."""
    return [
        _default_form(plain.id, from_id, to_id),
        _default_form(plain.inverse, to_id, from_id),
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


def pair_form(
    kinds: tuple[ObjectKind, ObjectKind],
    pair: tuple[int, int],
    types: Sequence[AssociationType],
) -> dict[str, object]:
    return {
        "fromObjectTypeId": kinds[0].type_id,
        "fromObjectId": pair[0],
        "toObjectTypeId": kinds[1].type_id,
        "toObjectId": pair[1],
        "labels": [found.label for found in types if found.label],
    }


def no_such_record(text: str) -> dict[str, object]:
    sub_category = "crm.associations.INVALID_IDENTIFIER"
    entry = invalid(f"{text} is not a valid ID").entry(id=[text])
    return entry | {"subCategory": sub_category}


def same_record(text: str) -> dict[str, object]:
    return invalid(f"Object {text} cannot be associated to itself ({text})").entry()


def none_found(kinds: tuple[ObjectKind, ObjectKind], from_id: str) -> dict[str, object]:
    own, other = kinds[0].singular, kinds[1].singular
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
