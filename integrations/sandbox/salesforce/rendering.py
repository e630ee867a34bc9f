"""Records as the API words them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.schema.field import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from integrations.sandbox.salesforce.schema.field import Field
    from integrations.sandbox.salesforce.schema.sobject import SObject

Word = Callable[[Row], object]

FLOATS = frozenset(("double", "currency", "percent"))
ADDRESS_PARTS = {
    "city": "City",
    "country": "Country",
    "geocodeAccuracy": "GeocodeAccuracy",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "postalCode": "PostalCode",
    "state": "State",
    "street": "Street",
}


@dataclass(slots=True)
class Shape:
    """What of a record is told, in which order; parents are shapes of their own."""

    name: str
    version: str
    words: list[tuple[str, Word]] = field(default_factory=list)

    def render(self, row: Row) -> dict[str, object]:
        record: dict[str, object] = {"attributes": self.attributes(row)}
        for name, word in self.words:
            record[name] = word(row)
        return record

    def attributes(self, row: Row) -> dict[str, object]:
        return {"type": self.name, "url": record_url(self.version, self.name, row)}


def record_url(version: str, name: str, row: Row) -> str:
    return f"/services/data/{version}/sobjects/{name}/{row['Id']}"


def whole(kind: SObject, version: str, fields: Iterable[Field] = ()) -> Shape:
    chosen = fields or kind.fields.values()
    return Shape(kind.name, version, [(field.name, word_of(field)) for field in chosen])


def word_of(field: Field) -> Word:
    name = field.name
    if field.type == "boolean":
        return lambda row: row.get(name, False)
    if field.type == "address":
        return _address(name.removesuffix("Address"))
    if field.type == "datetime":
        return lambda row: _moment(row, name)
    if field.type in FLOATS:
        return lambda row: _float(row, name)
    return lambda row: row.get(name)


def _moment(row: Row, name: str) -> str | None:
    seconds = row.get(name)
    return None if seconds is None else stamps.rendered(cast("int", seconds))


def _float(row: Row, name: str) -> float | None:
    number = row.get(name)
    return None if number is None else float(number)


def _address(prefix: str) -> Word:
    def address(row: Row) -> dict[str, object] | None:
        parts = {key: row.get(prefix + name) for key, name in ADDRESS_PARTS.items()}
        filled = any(value is not None for value in parts.values())
        return cast("dict[str, object]", parts) if filled else None

    return address
