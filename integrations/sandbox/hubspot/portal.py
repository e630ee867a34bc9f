"""One HubSpot account and all that is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from integrations.sandbox.hubspot.associations import Associations
from integrations.sandbox.hubspot.company_properties import (
    COMPANY_GROUPS,
    COMPANY_PROPERTIES,
)
from integrations.sandbox.hubspot.contact_properties import (
    CONTACT_GROUPS,
    CONTACT_PROPERTIES,
)
from integrations.sandbox.hubspot.employers import EmployerRules
from integrations.sandbox.hubspot.formulas import calculated
from integrations.sandbox.hubspot.happenings import Saved
from integrations.sandbox.hubspot.kinds import COMPANIES, CONTACTS, KINDS
from integrations.sandbox.hubspot.later import Later
from integrations.sandbox.hubspot.lists import Lists
from integrations.sandbox.hubspot.owners import standard_owners
from integrations.sandbox.hubspot.records import Source
from integrations.sandbox.hubspot.schema import Schema
from integrations.sandbox.hubspot.stamps import to_millis
from integrations.sandbox.hubspot.store import ObjectStore

if TYPE_CHECKING:
    from integrations.sandbox.clock import Clock
    from integrations.sandbox.hubspot.happenings import Happening
    from integrations.sandbox.hubspot.kinds import ObjectKind
    from integrations.sandbox.hubspot.records import Record
    from integrations.sandbox.settings import SandboxSettings

PORTAL_ID = 12_345_678
APP_ID = 7_654_321
UI_DOMAIN = "app.hubspot.com"
TIME_ZONE = "US/Eastern"
FIRST_ID = 5_100_000_001
INTEGRATION = Source("INTEGRATION", str(APP_ID), "INTEGRATION")
CALCULATED = Source("CALCULATED", "CalculationProperty", "CALCULATED")


class Portal:
    """``happened`` since somebody last asked; ``later`` is still to come."""

    def __init__(self, settings: SandboxSettings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.stores = {kind.name: ObjectStore(kind) for kind in KINDS}
        self.schemas = {
            COMPANIES.name: Schema.standard(COMPANY_PROPERTIES, COMPANY_GROUPS),
            CONTACTS.name: Schema.standard(CONTACT_PROPERTIES, CONTACT_GROUPS),
        }
        self.owners = {owner.id: owner for owner in standard_owners()}
        self.owner_ids = {o.id for o in self.owners.values() if not o.archived}
        self.associations = Associations()
        self.lists = Lists()
        self.employer_rules = EmployerRules()
        self.happened: list[Happening] = []
        self.later = Later(clock)
        self.last_id = FIRST_ID - 1

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def now(self) -> int:
        return to_millis(self.clock.now())

    def store(self, kind: ObjectKind) -> ObjectStore:
        return self.stores[kind.name]

    def schema(self, kind: ObjectKind) -> Schema:
        return self.schemas[kind.name]

    def save(self, kind: ObjectKind, record: Record, late: float = 0.0) -> None:
        """``late`` seconds come on top of the search's own lag."""
        lag = self.settings.search_lag_s + late
        store = self.store(kind)
        if self.schema(kind).formulas:
            record = self._calculated(kind, record)
        self.happened.append(Saved(kind, store.get(record.id), record))
        store.put(record, lag, self.clock.seconds())
        self.lists.follow(kind, record)

    def calculate(self, kind: ObjectKind) -> None:
        """A new formula goes through all records, and changes those it fits."""
        for record in list(self.store(kind)):
            after = self._calculated(kind, record)
            if after is not record:
                self.save(kind, replace(after, modified=self.now()))

    def _calculated(self, kind: ObjectKind, record: Record) -> Record:
        values = calculated(self.schema(kind), record.properties)
        if all(record.properties.get(n, "") == value for n, value in values.items()):
            return record
        return record.changed(values, record.modified, CALCULATED)
