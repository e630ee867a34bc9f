"""One row of an uploaded file, written by the operation of its job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.cells import NULL, payload_of
from integrations.sandbox.salesforce.dml import records
from integrations.sandbox.salesforce.dml.mismatch import MismatchError
from integrations.sandbox.salesforce.dml.upsert import id_beside_key, upsert
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.rest.keys import key_value, typed_id
from integrations.sandbox.salesforce.rest.repeats import check_single, repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from integrations.sandbox.salesforce.bulk.job import IngestJob
    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.schema.field import Field, Value

Payload = dict[str, object]
Written = tuple[str, bool]


class Writer:
    """``write`` gives the id of the record and whether it is new."""

    def __init__(self, job: IngestJob, columns: list[Field]) -> None:
        self._kind = job.kind
        self._key = job.key
        self._columns = columns
        self._names = [field.name for field in columns]
        self._write = OPERATIONS[job.operation]
        by_id = job.operation == "update"
        self._named_by = job.kind.fields["id"] if by_id else job.key

    def repeated(self, chunk: Iterable[list[str]]) -> frozenset[Value]:
        """The ids or external ids that several rows have."""
        if self._named_by is None:
            return frozenset()
        return repeated(self._named_by, (self._name(row) for row in chunk))

    def write(self, unit: Unit, row: list[str], twice: Collection[Value]) -> Written:
        self._check_width(row)
        if self._named_by:
            check_single(self._named_by, self._name(row), twice)
        payload = payload_of(self._columns, row)
        id_ = payload.pop("Id", None)
        try:
            return self._write(self, unit, id_, payload)
        except MismatchError as mismatch:
            raise self._mistyped(mismatch, row) from mismatch

    def insert(self, unit: Unit, id_: object, payload: Payload) -> Written:
        if id_ is not None:
            message = "cannot specify Id in an insert call"
            raise RefusalError("INVALID_FIELD_FOR_INSERT_UPDATE", message, ["Id"])
        return records.insert(unit, self._kind, payload), True

    def update(self, unit: Unit, id_: object, payload: Payload) -> Written:
        found = self._given(id_)
        records.update(unit, self._kind, found, payload)
        return found, False

    def delete(self, unit: Unit, id_: object, _: Payload) -> Written:
        found = self._given(id_)
        records.delete(unit, self._kind, found)
        return found, False

    def upsert(self, unit: Unit, id_: object, payload: Payload) -> Written:
        """By the key ``Id`` an empty cell creates, as in collections (recorded)."""
        if self._key is None or self._key.type == "id":
            by_id = self.insert if id_ is None else self.update
            return by_id(unit, id_, payload)
        if id_ is not None:
            raise id_beside_key()
        value = key_value(self._key, payload.pop(self._key.name, None))
        return upsert(unit, self._kind, self._key, value, payload)

    def _given(self, id_: object) -> str:
        if id_ is None:
            message = "Id not specified in an update call"
            raise RefusalError("MISSING_ARGUMENT", message, ["Id"])
        return typed_id(self._kind.fields["id"], str(id_))

    def _check_width(self, row: list[str]) -> None:
        """[mem] that a row of another width is refused by itself."""
        if len(row) != len(self._columns):
            message = f"{len(self._columns)} values are expected, not {len(row)}"
            raise RefusalError("INVALID_FIELD", message, [])

    def _name(self, row: list[str]) -> str | None:
        """What tells the record, if the row is long enough to have it."""
        place = self._names.index(self._named_by.name) if self._named_by else len(row)
        cell = row[place] if place < len(row) else NULL
        return None if cell == NULL else cell

    def _mistyped(self, mismatch: MismatchError, row: list[str]) -> RefusalError:
        """[mem] for code and wording: CSV knows no types of its own."""
        place = self._names.index(mismatch.key)
        label = self._columns[place].label
        message = f"{label}: value not of required type: {row[place]}"
        return RefusalError("INVALID_TYPE_ON_FIELD_IN_RECORD", message, [mismatch.key])


OPERATIONS = {
    "insert": Writer.insert,
    "update": Writer.update,
    "upsert": Writer.upsert,
    "delete": Writer.delete,
}
