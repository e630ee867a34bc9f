"""Which record an id in a call means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.kinds import CONTACTS
from integrations.sandbox.hubspot.portal import PORTAL_ID
from integrations.sandbox.hubspot.refusals import invalid, not_implemented

if TYPE_CHECKING:
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.portal import Portal
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.hubspot.refusals import RefusedError
    from integrations.sandbox.hubspot.store import ObjectStore

RECORD_ID = "hs_object_id"


def record_id(text: str) -> int:
    """0 is nobody's id, so it stands for every text that is no id."""
    return int(text) if text.isdecimal() else 0


def find(store: ObjectStore, text: str, id_property: str | None) -> Record | None:
    """The live record; an old id of a merged one does not count here."""
    if id_property in (None, "", RECORD_ID):
        return store.live(record_id(text))
    holders = store.holders(str(id_property), text)
    return store.live(holders[0]) if holders else None


def sought(
    store: ObjectStore, text: str, id_property: str | None, *, archived: bool
) -> Record | None:
    """For calls in which an old id leads to the record a merge made (recorded)."""
    if archived:
        record = store.get(record_id(text))
        return record if record and record.archived is not None else None
    if id_property in (None, "", RECORD_ID):
        return store.live(store.survivor(record_id(text)))
    return find(store, text, id_property)


def check_readable(portal: Portal, kind: ObjectKind, id_property: str | None) -> None:
    if not _identifies(portal, kind, id_property, with_email=True):
        is_known = id_property in portal.schema(kind).definitions
        what = "is not unique" if is_known else "does not exist"
        raise not_implemented(f"reading by the property {id_property}, which {what}")


def check_writable(
    portal: Portal, kind: ObjectKind, id_property: str | None, *, with_email: bool
) -> None:
    if not _identifies(portal, kind, id_property, with_email=with_email):
        raise non_unique(kind, str(id_property))


def non_unique(kind: ObjectKind, id_property: str) -> RefusedError:
    return invalid(
        f"Unable to perform update/upsert by non-unique {kind.type_id} property "
        f"{id_property} in portal ID {PORTAL_ID}"
    )


def names_nobody(kind: ObjectKind, id_property: str) -> RefusedError:
    """In a batch's recorded form; the words are ours."""
    return invalid(
        f"Unable to perform upsert by a blank value of {kind.type_id} property "
        f"{id_property} in portal ID {PORTAL_ID}"
    )


def _identifies(
    portal: Portal, kind: ObjectKind, id_property: str | None, *, with_email: bool
) -> bool:
    if id_property in (None, "", RECORD_ID):
        return True
    if with_email and kind is CONTACTS and id_property == "email":
        return True
    return id_property in portal.schema(kind).unique_names
