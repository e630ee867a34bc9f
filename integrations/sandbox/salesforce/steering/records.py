"""What people do to records in Salesforce's pages and REST has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.orders import OrderError, is_amount, is_text
from integrations.sandbox.salesforce.dml import merge as merging
from integrations.sandbox.salesforce.dml import recycle
from integrations.sandbox.salesforce.dml.unit import Unit
from integrations.sandbox.salesforce.errors import RefusalError
from integrations.sandbox.salesforce.steering.bodies import (
    complete,
    is_texts,
    located,
    writable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integrations.sandbox.orders import Check
    from integrations.sandbox.salesforce.org import Org

MAX_LOSERS = 2
MERGE: dict[str, Check] = {"object": is_text, "winner": is_text, "losers": is_texts}
IDS: dict[str, Check] = {"ids": is_texts}
LOCK: dict[str, Check] = {**IDS, "seconds": is_amount}


def merge(org: Org, order: object) -> object:
    """Documented: three records of one object at most, the winner included."""
    keys = complete(order, MERGE)
    kind = writable(org, keys["object"])
    rows = [_row_of(org, keys["object"], text) for text in _texts(keys, "winner")]
    rows += [_row_of(org, keys["object"], text) for text in _texts(keys, "losers")]
    winner, *losers = ids = [str(row["Id"]) for row in rows]
    if len(losers) > MAX_LOSERS or len(set(ids)) < len(ids):
        raise OrderError(f"A winner merges with up to {MAX_LOSERS} others.")
    unit = Unit(org)
    try:
        merging.merge(unit, kind, winner, losers)
    except RefusalError as refusal:
        unit.roll_back()
        raise OrderError(f"{refusal.code}: {refusal.message}") from refusal
    return {"winner": winner, "losers": losers}


def undelete(org: Org, order: object) -> object:
    unit = Unit(org)
    try:
        for text in _texts(complete(order, IDS), "ids"):
            kind, row = located(org, text)
            recycle.undelete(unit, kind, str(row["Id"]))
    except (OrderError, RefusalError) as error:
        unit.roll_back()
        raise OrderError(str(error)) from error
    return {"undeleted": len(_texts(complete(order, IDS), "ids"))}


def purge(org: Org, order: object) -> object:
    found = [located(org, text) for text in _texts(complete(order, IDS), "ids")]
    for kind, row in found:
        try:
            recycle.purge(org, kind, str(row["Id"]))
        except RefusalError as refusal:
            raise OrderError(refusal.message) from refusal
    return {"purged": len(found)}


def lock(org: Org, order: object) -> object:
    """Hold records as somebody's open transaction does: writing them fails."""
    keys = complete(order, LOCK)
    found = [located(org, text) for text in _texts(keys, "ids")]
    due = org.clock.seconds() + cast("float", keys["seconds"])
    for kind, row in found:
        org.pending.lock(org.tables[kind.name], row, due, org.now())
    return {"locked": len(found)}


def _row_of(org: Org, name: object, text: object) -> dict[str, object]:
    kind, row = located(org, text)
    if kind is not org.sobject(str(name)):
        raise OrderError(f"{text} is no {name}.")
    return cast("dict[str, object]", row)


def _texts(keys: dict[str, object], name: str) -> Sequence[str]:
    value = keys[name]
    return [value] if isinstance(value, str) else cast("list[str]", value)
