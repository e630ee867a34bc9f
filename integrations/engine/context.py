"""What every step of a run needs: the run, both clients, the mappings to plan with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from integrations.engine import mappings
from integrations.models import Connection, Integration, Mapping, SyncRun
from integrations.records import KEY_FIELD, KEY_PROPERTY

if TYPE_CHECKING:
    from collections import abc
    from datetime import datetime

    from integrations.engine.clients import Clients
    from integrations.errors import Crm
    from integrations.rules.mapping import FieldMapping

T = TypeVar("T")

# CRMs stamp and tell their time in whole seconds: an edit right after a mapping came is
# not to be taken for an older one.
STAMPS_DIFFER = timedelta(seconds=2)

# What each CRM answers to a field or property it does not have.
GONE = frozenset({"INVALID_FIELD", "PROPERTY_DOESNT_EXIST"})
ALWAYS_FIELDS = (
    "Id",
    "Name",
    "Website",
    "SystemModstamp",
    "IsDeleted",
    "MasterRecordId",
)
ALWAYS_PROPERTIES = (
    "name",
    "domain",
    "website",
    KEY_PROPERTY,
    "hs_object_source",
    "hs_object_source_label",
    "hs_merged_object_ids",
)


class MappingsStale(Exception):
    """A CRM no longer has a field or property that a mapping names."""


@dataclass(frozen=True, slots=True)
class Context:
    """``fresh``: the CRMs' fields were read just now, after a mapping lost its own;
    ``all_mappings``: also those that do not sync now; ``since``: when each property's
    came."""

    run: SyncRun
    integration: Integration
    clients: Clients
    mappings: tuple[FieldMapping, ...]
    all_mappings: abc.Sequence[Mapping]
    since: abc.Mapping[str, datetime]
    mapped_fields: tuple[str, ...]
    mapped_properties: tuple[str, ...]
    has_key_field: bool
    fresh: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        key = (KEY_FIELD,) if self.has_key_field else ()
        return tuple(dict.fromkeys((*ALWAYS_FIELDS, *key, *self.mapped_fields)))

    @property
    def properties(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*ALWAYS_PROPERTIES, *self.mapped_properties)))

    def mapped_before(self, changed: datetime, crm: Crm) -> list[FieldMapping]:
        """What a change is judged by: a newer mapping is not retroactive (M9)."""
        latest = changed - getattr(self.clients, crm).clock_ahead + STAMPS_DIFFER
        late = {name for name, since in self.since.items() if since >= latest}
        return [it for it in self.mappings if it.property.name not in late]

    @property
    def compares_whole(self) -> bool:
        """Whether a person asked to sync by the rules also what an undo set apart."""
        return SyncRun.Kind.RESYNC in {self.run.kind, self.run.scope.get("of")}

    @property
    def partly(self) -> bool:
        """Whether only some of each record's mappings are dealt with: whatever else
        changed on it is still due afterwards."""
        return "mapping" in self.run.scope or self.run.kind == SyncRun.Kind.UNDO


def context_of(run: SyncRun, clients: Clients, *, fresh: bool = False) -> Context:
    """With the settings of now: they may have changed since the run began."""
    run.integration = Integration.objects.get(pk=run.integration_id)
    return context_of_now(run, clients, fresh=fresh)


def context_of_now(run: SyncRun, clients: Clients, *, fresh: bool = False) -> Context:
    """For a run whose integration was read just now."""
    integration, only = run.integration, run.scope.get("mapping")
    rows = list(integration.mappings.all())
    usable = mappings.usable(integration, rows)
    return Context(
        run=run,
        integration=integration,
        clients=clients,
        mappings=tuple(it for it in usable if only in {None, it.property.name}),
        all_mappings=rows,
        since={row.property: row.since for row in rows},
        mapped_fields=_sorted(m.field.name for m in usable),
        mapped_properties=_sorted(m.property.name for m in usable),
        has_key_field=_has_key_field(integration),
        fresh=fresh,
    )


def _sorted(names: abc.Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _has_key_field(integration: Integration) -> bool:
    return integration.connections.filter(
        crm=Connection.Crm.SALESFORCE, has_key_field=True
    ).exists()


def chunks(items: abc.Sequence[T], size: int) -> list[abc.Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
