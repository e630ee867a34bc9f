"""Ids of records changed or deleted in a span of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce import stamps
from integrations.sandbox.salesforce.errors import CallError
from integrations.sandbox.salesforce.store.stamp_log import GREATEST, LEAST
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call
    from integrations.sandbox.salesforce.schema.field import Row

MINUTE, DAY = 60, 24 * 60 * 60
UPDATED_DAYS, DELETED_DAYS = 30, 15
MAX_IDS = 600_000


def updated(call: Call) -> Response:
    start, end = _span(call, UPDATED_DAYS)
    rows = [row for row in _changed(call, start, end) if not row.get("IsDeleted")]
    _check_size(rows)
    covered = stamps.rendered(_covered(call, end))
    ids = sorted(str(row["Id"]) for row in rows)
    return Response(200, {"ids": ids, "latestDateCovered": covered})


def deleted(call: Call) -> Response:
    start, end = _span(call, DELETED_DAYS)
    rows = [row for row in _changed(call, start, end) if row.get("IsDeleted")]
    rows += _purged(call, start, end)
    _check_size(rows)
    available = call.org.now() - DELETED_DAYS * DAY
    return Response(
        200,
        {
            "deletedRecords": [_deleted(row) for row in rows],
            "earliestDateAvailable": stamps.rendered(available),
            "latestDateCovered": stamps.rendered(_covered(call, end)),
        },
    )


def _changed(call: Call, start: int, end: int) -> list[Row]:
    """Nothing changes a deleted record, so its stamp tells when it was deleted."""
    table = call.org.tables[call.sobject().name]
    return list(table.by_stamp((start, LEAST), (end, GREATEST)))


def _purged(call: Call, start: int, end: int) -> list[Row]:
    """Documented: what has left the recycle bin is still told."""
    kind = call.sobject().name
    return [
        {"Id": purged.id, "SystemModstamp": purged.stamp}
        for purged in call.org.purged
        if purged.kind == kind and start <= purged.stamp <= end
    ]


def _deleted(row: Row) -> dict[str, object]:
    stamp = row["SystemModstamp"]
    return {"id": row["Id"], "deletedDate": stamps.rendered(int(stamp or 0))}


def _covered(call: Call, end: int) -> int:
    """Documented: a transaction still open holds it back to when it began."""
    oldest = call.org.pending.oldest()
    covered = min(end, call.org.now())
    return covered if oldest is None else min(covered, oldest)


def _span(call: Call, days: int) -> tuple[int, int]:
    """Documented: more than a minute, seconds are ignored, both ends count."""
    start, end = _moment(call, "start"), _moment(call, "end")
    if end - start <= MINUTE:
        raise _invalid("endDate must be at least one minute greater than startDate")
    if start < call.org.now() - days * DAY:
        raise _invalid(f"startDate cannot be more than {days} days ago")
    return start // MINUTE * MINUTE, end // MINUTE * MINUTE


def _moment(call: Call, name: str) -> int:
    text = call.parameter(name) or ""
    moment = stamps.parsed(text)
    if moment is None:
        raise _invalid(f"{name} is no date and time: {text}")
    return int(moment)


def _check_size(rows: list[Row]) -> None:
    if len(rows) > MAX_IDS:
        message = f"more than {MAX_IDS} ids; choose a shorter span"
        raise CallError("EXCEEDED_ID_LIMIT", message)


def _invalid(message: str) -> CallError:
    return CallError("INVALID_REPLICATION_DATE", message)
