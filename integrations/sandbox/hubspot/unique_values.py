"""Values that only one record may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import RefusedError, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.terms import Terms


def claim(terms: Terms, record_id: int, values: Mapping[str, str]) -> None:
    """All of them or none: a refused record takes nothing from the others."""
    wanted = [(name, values[name]) for name in terms.unique_names if values.get(name)]
    for name, value in wanted:
        holders = {*terms.store.holders(name, value)}
        holders.add(terms.claims.get((name, value), record_id))
        if others := holders - {record_id}:
            raise _taken(terms.kind, name, value, record_id, min(others))
    terms.claims.update(dict.fromkeys(wanted, record_id))


def _taken(
    kind: ObjectKind, name: str, value: str, record_id: int, other: int
) -> RefusedError:
    """A contact's e-mail is a conflict, another value taken is invalid (recorded)."""
    if name == "email":
        message = f"Contact already exists. Existing ID: {other}"
        names = {"existingId": [str(other)]}
        return RefusedError(409, message, "CONFLICT", names=names)
    where = (
        f"PropertyValueCoordinates{{portalId={PORTAL_ID}, "
        f"objectTypeId=ObjectTypeId{{legacyObjectType={kind.legacy_name}}}, "
        f"propertyName={name}, value={value}}}"
    )
    return invalid(
        f"Cannot set {where} on {record_id}. {other} already has that value."
    )
