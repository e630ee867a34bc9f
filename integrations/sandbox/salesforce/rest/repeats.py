"""Keys that one call gives twice: [mem] that none of their rows is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.rest.keys import key_value
from integrations.sandbox.salesforce.soql.predicates import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from integrations.sandbox.salesforce.schema.field import Field, Value


def repeated(key: Field, raws: Iterable[object]) -> frozenset[Value]:
    """The same is what finds the same record: case counts only where the field says."""
    counts = Counter(_meant(key, raw) for raw in raws)
    return frozenset(
        value for value, count in counts.items() if value is not None and count > 1
    )


def check_single(key: Field, raw: object, twice: Collection[Value]) -> None:
    if not twice or (meant := _meant(key, raw)) not in twice:
        return
    is_id = key.type == "id"
    what = f"id in update: {meant}" if is_id else f"external id specified: {raw}"
    raise RefusalError("DUPLICATE_VALUE", f"Duplicate {what}", [key.name])


def _meant(key: Field, raw: object) -> Value:
    """None: it names nothing, and its row is refused for that."""
    try:
        return folded(key, key_value(key, raw))
    except RefusalError:
        return None
