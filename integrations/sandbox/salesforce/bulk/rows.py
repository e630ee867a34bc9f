"""One row of an uploaded file, written by the operation of its job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.bulk.cells import payload_of
from integrations.sandbox.salesforce.dml import records
from integrations.sandbox.salesforce.dml.mismatch import MismatchError
from integrations.sandbox.salesforce.dml.upsert import id_beside_key, upsert
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.rest.keys import key_value, typed_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from integrations.sandbox.salesforce.bulk.job import IngestJob
    from integrations.sandbox.salesforce.dml.unit import Unit
    from integrations.sandbox.salesforce.schema.field import Field

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

    def keys(self, chunk: Iterable[list[str]]) -> Iterable[str]:
        """The external ids of the rows, none for operations that need none."""
        if self._key is None:
            return ()
        place = self._names.index(self._key.name)
        return (row[place] for row in chunk if place < len(row))

    def write(self, unit: Unit, row: list[str], repeated: Collection[str]) -> Written:
        self._check_width(row)
        self._check_repeated(row, repeated)
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

    def _check_repeated(self, row: list[str], repeated: Collection[str]) -> None:
        """[mem], as in collections."""
        if self._key and repeated:
            value = row[self._names.index(self._key.name)]
            if value in repeated:
                message = f"Duplicate external id specified: {value}"
                raise RefusalError("DUPLICATE_VALUE", message, [self._key.name])

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
