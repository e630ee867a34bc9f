"""What a batch of writes says on the wire, and what its answer tells of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integrations.hubspot import answers
from integrations.hubspot.batches import Told
from integrations.hubspot.errors import refused_record
from integrations.records import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from integrations.errors import CrmError
    from integrations.hubspot.batches import Results, Rows
    from integrations.hubspot.caller import Caller


def update(call: Caller, rows: Rows) -> Told:
    answer = call(call.crm.companies.batch_api.update, updates(rows))
    return told(rows, answer, lambda row: row["id"])


def upsert(call: Caller, key: str, rows: Rows) -> Told:
    answer = call(call.crm.companies.batch_api.upsert, upserts(key, rows))
    return told(rows, answer, lambda row: row["properties"].get(key))


def archive(call: Caller, rows: Rows) -> Told:
    """Answered without a word of the rows; one that is gone already is no error."""
    call(
        call.crm.companies.batch_api.archive, {"inputs": [{"id": id_} for id_ in rows]}
    )
    return Told({id_: Written(id_) for id_ in rows})


def updates(rows: Rows) -> dict[str, Any]:
    """The trace id makes HubSpot tell the refused rows from the rest (documented)."""
    inputs = [
        {"id": key, "properties": _properties(row), "objectWriteTraceId": key}
        for key, row in rows.items()
    ]
    return {"inputs": inputs}


def upserts(key_property: str, rows: Rows) -> dict[str, Any]:
    """The key stands among the properties too, so that the answer repeats it."""
    inputs = [
        {
            "id": key,
            "idProperty": key_property,
            "properties": _properties(row) | {key_property: key},
            "objectWriteTraceId": key,
        }
        for key, row in rows.items()
    ]
    return {"inputs": inputs}


def told(
    rows: Rows, answer: Mapping[str, Any], key_of: Callable[[Any], str | None]
) -> Told:
    """Matched by key, never by position: HubSpot does not promise an order."""
    results: Results = {}
    unnamed: CrmError | None = None
    for row in answer["results"]:
        results[key_of(row) or ""] = answers.written(row)
    for entry in answer.get("errors") or ():
        named = [key for key in _named(entry) if key in rows]
        for key in named:
            results[key] = refused_record(_label(key, rows[key]), entry)
        if not named:
            unnamed = refused_record("a company of this batch", entry)
    return Told({key: results[key] for key in rows if key in results}, unnamed)


def _label(key: str, row: Mapping[str, str | None]) -> str:
    """The key of an upsert is an account's id: a name tells more."""
    return f"“{row['name']}”" if row.get("name") else f"company {key}"


def _properties(row: Mapping[str, str | None]) -> dict[str, str]:
    return {name: "" if value is None else value for name, value in row.items()}


def _named(entry: Mapping[str, Any]) -> tuple[str, ...]:
    context = entry.get("context") or {}
    return (*context.get("objectWriteTraceId", ()), *context.get("ids", ()))
