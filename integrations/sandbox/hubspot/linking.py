"""Associations, with the properties that follow from them and the new stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.associations import (
    COMPANY_COMPANY,
    COMPANY_CONTACT,
    CONTACT_COMPANY,
    PARENT,
    PRIMARY_COMPANY,
)
from integrations.sandbox.hubspot.happenings import Linked
from integrations.sandbox.hubspot.kinds import COMPANIES, find_kind
from integrations.sandbox.hubspot.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.hubspot.associations import Ends
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal

ROLLUP = Source("CALCULATED", "RollupProperties", "CALCULATED")


def associate(
    portal: Portal, type_id: int, from_id: int, to_id: int, late: float = 0.0
) -> None:
    """Each type that is new is told of; the primary one brings another (documented)."""
    ends = portal.associations.types[type_id].ends
    before = portal.associations.between_pair(ends, from_id, to_id)
    portal.associations.add(type_id, from_id, to_id)
    after = portal.associations.between_pair(ends, from_id, to_id)
    _tell(portal, ends, (from_id, to_id), set(after) - set(before))
    _refresh(portal, ends, from_id, to_id, late)


def dissociate(
    portal: Portal,
    ends: Ends,
    from_id: int,
    to_id: int,
    type_ids: Iterable[int] = (),
    late: float = 0.0,
) -> None:
    """Without types: the association as a whole. None there: nothing changes."""
    before = portal.associations.between_pair(ends, from_id, to_id)
    if portal.associations.remove(ends, from_id, to_id, type_ids):
        after = portal.associations.between_pair(ends, from_id, to_id)
        gone = set(before) - set(after)
        _tell(portal, ends, (from_id, to_id), gone, removed=True)
        _refresh(portal, ends, from_id, to_id, late)


def detach(portal: Portal, kind: ObjectKind, record_id: int, late: float) -> None:
    """Take a record that goes away out of all its associations."""
    for ends, other in portal.associations.detach(kind, record_id):
        roll_up(portal, find_kind(ends[1]), other, late)


def roll_up(portal: Portal, kind: ObjectKind, record_id: int, late: float) -> None:
    """An association, too, changes a record and its stamp (documented)."""
    record = portal.store(kind).live(record_id)
    if record is not None:
        values = derived(portal, kind, record_id)
        portal.save(kind, record.changed(values, portal.now(), ROLLUP), late)


def derived(portal: Portal, kind: ObjectKind, record_id: int) -> dict[str, str]:
    found = portal.associations
    if kind is COMPANIES:
        parent = found.only(COMPANY_COMPANY, record_id, PARENT)
        return {
            "num_associated_contacts": str(found.count(COMPANY_CONTACT, record_id)),
            "hs_parent_company_id": str(parent or ""),
        }
    primary = found.only(CONTACT_COMPANY, record_id, PRIMARY_COMPANY)
    return {"associatedcompanyid": str(primary or "")}


def _tell(
    portal: Portal,
    ends: Ends,
    pair: tuple[int, int],
    type_ids: Iterable[int],
    *,
    removed: bool = False,
) -> None:
    now, types = portal.now(), portal.associations.types
    portal.happened += [
        Linked(ends, type_id, *pair, now, types[type_id].inverse, removed)
        for type_id in sorted(type_ids)
    ]


def _refresh(portal: Portal, ends: Ends, from_id: int, to_id: int, late: float) -> None:
    roll_up(portal, find_kind(ends[0]), from_id, late)
    roll_up(portal, find_kind(ends[1]), to_id, late)
