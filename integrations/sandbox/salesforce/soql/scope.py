"""The names of a query, looked up: which fields of which objects they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import UnsupportedError
from integrations.sandbox.salesforce.schema.field import Row, Value
from integrations.sandbox.salesforce.soql.errors import (
    QueryError,
    no_such_column,
    no_such_relationship,
    no_such_type,
    too_many_levels,
)

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.org import Org
    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.salesforce.soql.nodes import Path, Query

# Documented.
MAX_LEVELS = 5

Read = Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """``hops`` are the references that lead to the parent whose field it is."""

    hops: tuple[Field, ...]
    field: Field


class Scope:
    def __init__(self, org: Org, query: Query) -> None:
        self.org = org
        self.query = query
        self.sobject = self._sobject(query.entity)
        self._self_names = {self.sobject.name.lower(), (query.alias or "").lower()}

    def error(self, code: str, reason: str, at: int) -> QueryError:
        return QueryError(code, reason, self.query.text, at)

    def column(self, path: Path) -> Column:
        names = path.names
        if len(names) > 1 and names[0].lower() in self._self_names:
            names = names[1:]
        if len(names) - 1 > MAX_LEVELS:
            raise self.error("INVALID_FIELD", too_many_levels(path.text), path.at)
        kind, hops = self.sobject, []
        for name in names[:-1]:
            hops.append(self._relationship(kind, name, path.at))
            kind = self._parent(hops[-1])
        field = kind.field(names[-1])
        if field is None:
            reason = no_such_column(names[-1], kind.name)
            raise self.error("INVALID_FIELD", reason, path.at)
        return Column(tuple(hops), field)

    def reader(self, column: Column) -> Read:
        """Give what reads the column from a row; a missing parent reads as null."""
        read = _own(column.field)
        for hop in reversed(column.hops):
            read = self._through(hop, read)
        return read

    def _through(self, hop: Field, read: Read) -> Read:
        name, row_of = hop.name, self.org.row

        def read_parent(row: Row) -> Value:
            id_ = row.get(name)
            parent = row_of(id_) if isinstance(id_, str) else None
            return None if parent is None else read(parent)

        return read_parent

    def _sobject(self, path: Path) -> SObject:
        kind = self.org.asked_for(path.text)
        if kind is None:
            raise self.error("INVALID_TYPE", no_such_type(path.text), path.at)
        return kind

    def _relationship(self, kind: SObject, name: str, at: int) -> Field:
        field = kind.relationships.get(name.lower())
        if field is None:
            raise self.error("INVALID_FIELD", no_such_relationship(name), at)
        return field

    def _parent(self, reference: Field) -> SObject:
        kind = self.org.sobject(reference.reference_to[-1])
        if kind is None:
            raise UnsupportedError(f"the object {reference.reference_to[-1]}")
        return kind


def _own(field: Field) -> Read:
    name = field.name
    if field.type == "boolean":
        return lambda row: row.get(name, False)
    return lambda row: row.get(name)
