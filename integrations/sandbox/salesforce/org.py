"""The org: its objects, their tables, and the user the API acts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.jobs import Jobs
from integrations.sandbox.salesforce.cursors import Cursors
from integrations.sandbox.salesforce.errors import UnsupportedError
from integrations.sandbox.salesforce.ids import IdSequence
from integrations.sandbox.salesforce.rules import Rules
from integrations.sandbox.salesforce.schema.absent import ABSENT_OBJECTS
from integrations.sandbox.salesforce.schema.objects import fresh_objects
from integrations.sandbox.salesforce.store.pending import Pending
from integrations.sandbox.salesforce.store.table import Table
from integrations.sandbox.salesforce.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.clock import Clock
    from integrations.sandbox.salesforce.dml.recycle import Purged
    from integrations.sandbox.salesforce.schema.field import Field, Row
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.settings import SandboxSettings


class Org:
    """``clear`` leaves nothing of what was made of it: no record, field or rule."""

    def __init__(self, clock: Clock, settings: SandboxSettings) -> None:
        self.clock = clock
        self.usage = Usage(clock, settings)
        self.clear()

    def clear(self) -> None:
        self.objects = fresh_objects()
        self.described_at = dict.fromkeys(self.objects, self.now())
        self._custom_ids = IdSequence("00N")
        self.custom_fields: dict[str, tuple[SObject, str]] = {}
        kinds = self.objects.values()
        self.tables = {kind.name: Table(kind.fields.values()) for kind in kinds}
        self.pending = Pending()
        self.rules = Rules()
        self.purged: list[Purged] = []
        self.cursors = Cursors(self.clock)
        self.jobs = Jobs(self.clock)
        self.id = self.user_id = ""
        self._by_prefix = {kind.prefix: self.tables[kind.name] for kind in kinds}
        self._ids = {kind.name: IdSequence(kind.prefix) for kind in kinds}

    def now(self) -> int:
        """Stamps are whole seconds (recorded)."""
        return int(self.clock.now().timestamp())

    def new_id(self, kind: str) -> str:
        return self._ids[kind].next()

    def sobject(self, name: str) -> SObject | None:
        return self.objects.get(name.lower())

    def asked_for(self, name: str) -> SObject | None:
        """Name an object that a call wants and only a real org has."""
        if name.lower() in ABSENT_OBJECTS:
            raise UnsupportedError(f"the object {name}")
        return self.sobject(name)

    def of_prefix(self, prefix: str) -> SObject | None:
        kinds = self.objects.values()
        return next((kind for kind in kinds if kind.prefix == prefix), None)

    def row(self, id_: str) -> Row | None:
        table = self._by_prefix.get(id_[:3])
        return None if table is None else table.rows.get(id_)

    def load(self, name: str, rows: Iterable[Row]) -> None:
        """Take rows that were kept; new ids go on after theirs."""
        table = self.tables[name]
        table.load(rows)
        prefix = self.objects[name.lower()].prefix
        self._ids[name] = IdSequence(prefix, after=max(table.rows, default=""))

    def take_field(self, kind: SObject, field: Field, id_: str) -> None:
        """Have a custom field that was kept."""
        kind.add(field)
        if field.indexed:
            self.tables[kind.name].index(field)
        self.described_at[kind.name.lower()] = self.now()
        self.custom_fields[id_] = kind, field.name
        self._custom_ids = IdSequence("00N", after=max(self.custom_fields))

    def add_field(self, kind: SObject, field: Field) -> str:
        id_ = self._custom_ids.next()
        self.take_field(kind, field, id_)
        return id_

    def drop_field(self, id_: str) -> bool:
        """Tell whether there was a custom field of this id."""
        if id_ not in self.custom_fields:
            return False
        kind, name = self.custom_fields.pop(id_)
        kind.drop(name)
        self.tables[kind.name].forget(name)
        self.described_at[kind.name.lower()] = self.now()
        return True
