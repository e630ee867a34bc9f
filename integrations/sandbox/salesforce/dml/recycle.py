"""The recycle bin: records come back from it or are gone for good.

REST has no call for either, people do both in Salesforce's pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml.checks import check_unique
from integrations.sandbox.salesforce.dml.hierarchy import LEFT, take_back
from integrations.sandbox.salesforce.dml.records import DELETED_WITH, dependents
from integrations.sandbox.salesforce.errors import RefusalError

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Row
    from integrations.sandbox.salesforce.schema.sobject import SObject

MARKS = frozenset(("IsDeleted", "MasterRecordId", DELETED_WITH, LEFT))


@dataclass(frozen=True, slots=True)
class Purged:
    """A record that left the recycle bin; ``stamp`` tells when it was deleted."""

    kind: str
    id: str
    stamp: int


def undelete(unit: Unit, kind: SObject, id_: str) -> None:
    """Documented: the same id is back, with what was deleted along with it.

    Only SystemModstamp moves: whether LastModifiedDate does is not documented.
    """
    row = _deleted(unit.org, kind, id_)
    kept = {name: value for name, value in row.items() if name not in MARKS}
    fields = kind.fields.values()
    unique = {field.name: kept[field.name] for field in fields if field.name in kept}
    check_unique(unit.org, kind, unique, id_)
    unit.put(kind, {**kept, "SystemModstamp": unit.org.now()})
    take_back(unit, kind, row)
    for child, field_name in dependents(unit.org, kind):
        for child_id in sorted(unit.org.tables[child.name].find(field_name, id_)):
            if unit.org.tables[child.name].rows[child_id].get(DELETED_WITH) == id_:
                undelete(unit, child, child_id)


def purge(org: Org, kind: SObject, id_: str) -> None:
    """Documented: queryAll has it no longer, getDeleted still."""
    row = _deleted(org, kind, id_)
    org.tables[kind.name].remove(id_)
    org.purged.append(Purged(kind.name, id_, int(row["SystemModstamp"] or 0)))


def _deleted(org: Org, kind: SObject, id_: str) -> Row:
    row = org.tables[kind.name].rows.get(id_)
    if row is None or not row.get("IsDeleted"):
        message = f"{id_} is not in the recycle bin"
        raise RefusalError("UNDELETE_FAILED", message, [])
    return row
