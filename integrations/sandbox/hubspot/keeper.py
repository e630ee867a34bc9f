"""What outlives the HubSpot sandbox in a file: the portal and who may call.

Not kept: authorization codes, the count of calls, events still to be delivered, and
what the search does not show yet; after a start it shows everything.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from integrations.sandbox.hubspot import kept_sessions
from integrations.sandbox.hubspot.associations import STANDARD, AssociationType
from integrations.sandbox.hubspot.definitions import Definition, Option
from integrations.sandbox.hubspot.employers import EmployerRules
from integrations.sandbox.hubspot.kinds import KINDS, find_kind
from integrations.sandbox.hubspot.list_filters import matcher
from integrations.sandbox.hubspot.lists import RecordList
from integrations.sandbox.hubspot.members import Members
from integrations.sandbox.hubspot.portal import Portal
from integrations.sandbox.hubspot.records import NO_VERSIONS, Record, Source, Version
from integrations.sandbox.hubspot.schema import Group, Schema
from integrations.sandbox.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from integrations.sandbox.hubspot.crm import HubSpotCrm
    from integrations.sandbox.keeping import Shelf


class HubSpotKeeper:
    def __init__(self, crm: HubSpotCrm) -> None:
        self._crm = crm

    def shelves(self) -> Mapping[str, Shelf]:
        portal = self._crm.portal
        return {**portal.stores, "associations": portal.associations}

    def rest(self) -> object:
        portal = self._crm.portal
        return {
            "last_id": portal.last_id,
            "merged": {kind.name: portal.store(kind).merged for kind in KINDS},
            "schemas": {
                name: asdict(schema) for name, schema in portal.schemas.items()
            },
            "association_types": [
                asdict(found)
                for type_id, found in portal.associations.types.items()
                if type_id not in STANDARD
            ],
            "lists": [_told(found) for found in portal.lists.by_id.values()],
            "deleted_lists": [_told(found) for found in portal.lists.deleted.values()],
            "employers": asdict(portal.employer_rules),
            "auto_create_companies": portal.settings.auto_create_companies,
            "to_enrich": portal.later.told(),
            "sessions": kept_sessions.told(self._crm.sessions),
            "webhooks": self._crm.webhooks.order,
        }

    def restore(self, shelves: Mapping[str, Iterable[Any]], rest: Any) -> None:
        old = self._crm.portal
        portal = self._crm.portal = Portal(old.settings, old.clock)
        portal.last_id = rest["last_id"]
        portal.schemas = {name: _schema(kept) for name, kept in rest["schemas"].items()}
        for name in portal.stores:
            _restore_records(portal, name, shelves[name], rest["merged"][name])
        _restore_types(portal, rest["association_types"])
        portal.associations.hold(shelves["associations"])
        portal.lists.by_id = {told["id"]: _list(portal, told) for told in rest["lists"]}
        portal.lists.deleted = {
            told["id"]: _list(portal, told) for told in rest["deleted_lists"]
        }
        _restore_employers(portal, rest)
        self._crm.sessions = kept_sessions.restored(rest["sessions"], portal.clock)
        if rest["webhooks"] is not None:
            self._crm.webhooks.open(rest["webhooks"])


def _restore_records(
    portal: Portal,
    name: str,
    kept: Iterable[Any],
    merged: Mapping[str, int],
) -> None:
    store = portal.stores[name]
    for property_name in portal.schemas[name].unique_names:
        store.index(property_name)
    sharing = Sharing()
    records = [_record(told, sharing) for told in kept]
    store.load(record for record in records if record.archived is None)
    for record in records:
        if record.archived is not None:
            store.put(record, 0.0, portal.clock.seconds())
    store.merged.update({int(lost): into for lost, into in merged.items()})


def _record(told: dict[str, Any], sharing: Sharing) -> Record:
    source = _source(*told.pop("source"))
    properties = sharing.share(told.pop("properties"))
    versions = {
        name: tuple(
            Version(value, millis, _source(*origin)) for value, millis, origin in kept
        )
        for name, kept in told.pop("versions").items()
    }
    return Record(
        **told, properties=properties, source=source, versions=versions or NO_VERSIONS
    )


@lru_cache(maxsize=1024)
def _source(*told: Any) -> Source:
    """Thousands of records have the same one."""
    return Source(*told)


def _schema(told: dict[str, Any]) -> Schema:
    return Schema(
        {name: _definition(kept) for name, kept in told["definitions"].items()},
        {name: _definition(kept) for name, kept in told["archived"].items()},
        {name: Group(**kept) for name, kept in told["groups"].items()},
    )


def _definition(told: dict[str, Any]) -> Definition:
    options = tuple(Option(**option) for option in told.pop("options"))
    return Definition(**told, options=options)


def _restore_types(portal: Portal, kept: Iterable[dict[str, Any]]) -> None:
    for told in kept:
        ends = (told["ends"][0], told["ends"][1])
        portal.associations.types[told["id"]] = AssociationType(**told | {"ends": ends})


def _restore_employers(portal: Portal, rest: dict[str, Any]) -> None:
    kept = rest["employers"]
    excluded = frozenset(kept["excluded"])
    portal.employer_rules = EmployerRules(excluded, kept["enrichment_s"])
    portal.settings.auto_create_companies = rest["auto_create_companies"]
    portal.later.take(rest["to_enrich"])


def _told(found: RecordList) -> dict[str, object]:
    plain = {
        field.name: getattr(found, field.name)
        for field in fields(found)
        if field.name not in ("kind", "matches", "members")
    }
    members = found.members.in_any_order()
    return {**plain, "kind": found.kind.name, "members": members}


def _list(portal: Portal, told: dict[str, Any]) -> RecordList:
    """A snapshot has filters too, but nobody joins it by them any more."""
    kind = find_kind(told.pop("kind"))
    members = Members((member, since) for member, since in told.pop("members"))
    made = RecordList(**told, kind=kind, members=members)
    if made.filter_branch and made.processing_type == "DYNAMIC":
        made.matches = matcher(made.filter_branch, kind, portal.schema(kind))
    return made
