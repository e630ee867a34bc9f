"""sObject Collections: up to 200 records written by one call (documented)."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.dml import records
from integrations.sandbox.salesforce.dml.payload import given, without_id
from integrations.sandbox.salesforce.dml.upsert import id_beside_key, upsert
from integrations.sandbox.salesforce.errors import (
    CallError,
    NotFoundError,
    RefusalError,
    UnsupportedError,
)
from integrations.sandbox.salesforce.ids import canonical
from integrations.sandbox.salesforce.rest.bulk import (
    MAX_RECORDS,
    Result,
    batch,
    check_size,
    each,
)
from integrations.sandbox.salesforce.rest.call import flag_of
from integrations.sandbox.salesforce.rest.keys import key_field, key_value, typed_id
from integrations.sandbox.salesforce.rest.repeats import check_single, repeated

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from integrations.sandbox.salesforce.rest.call import Call, Payload
    from integrations.sandbox.salesforce.schema.field import Field, Value
    from integrations.sandbox.salesforce.schema.sobject import SObject
    from integrations.sandbox.wire import Response

MAX_CHUNKS = 10


def create_all(call: Call) -> Response:
    payloads, all_or_none = batch(call)
    _check_chunks(call, payloads)
    return each(call, payloads, partial(_create, call), all_or_none=all_or_none)


def update_all(call: Call) -> Response:
    payloads, all_or_none = batch(call)
    _check_chunks(call, payloads)
    twice = _repeated([_id(payload) for payload in payloads])
    write = partial(_update, call, twice)
    return each(call, payloads, write, all_or_none=all_or_none)


def upsert_all(call: Call) -> Response:
    kind = call.sobject()
    key = key_field(kind, call.arguments["field"])
    payloads, all_or_none = batch(call)
    if any(_kind(call, payload) is not kind for payload in payloads):
        raise UnsupportedError("records of another type in an upsert")
    twice = repeated(key, [given(payload, key.name) for payload in payloads])
    write = partial(_upsert, call, kind, key, twice)
    return each(call, payloads, write, all_or_none=all_or_none)


def delete_all(call: Call) -> Response:
    """[mem] for what is said when no id is given."""
    ids = call.parameter("ids")
    if not ids:
        raise CallError("MISSING_ARGUMENT", "The parameter ids has to name records")
    payloads: list[Payload] = [{"id": text} for text in ids.split(",")]
    check_size(len(payloads), MAX_RECORDS)
    word = call.parameter("allOrNone")
    all_or_none = flag_of("allOrNone", word and word.lower())
    return each(call, payloads, partial(_delete, call), all_or_none=all_or_none)


def _create(call: Call, payload: Payload) -> Result:
    if given(payload, "id") is not None:
        message = "cannot specify Id in an insert call"
        raise RefusalError("INVALID_FIELD_FOR_INSERT_UPDATE", message, ["Id"])
    kind = _kind(call, payload)
    return {"id": records.insert(call.unit, kind, without_id(payload))}


def _update(call: Call, twice: AbstractSet[str], payload: Payload) -> Result:
    """Of an id given twice no record is written: [mem]."""
    kind = _kind(call, payload)
    text = _id(payload)
    if isinstance(text, str) and text in twice:
        message = f"Duplicate id in update: {text}"
        raise RefusalError("DUPLICATE_VALUE", message, ["Id"])
    if not text:
        message = "Id not specified in an update call"
        raise RefusalError("MISSING_ARGUMENT", message, ["Id"])
    id_ = typed_id(kind.fields["id"], str(text))
    records.update(call.unit, kind, id_, without_id(payload))
    return {"id": id_}


def _upsert(
    call: Call, kind: SObject, key: Field, twice: AbstractSet[Value], payload: Payload
) -> Result:
    """Recorded: by the key ``Id``, a null id creates."""
    raw = given(payload, key.name)
    check_single(key, raw, twice)
    if raw is None and key.type == "id":
        id_ = records.insert(call.unit, kind, without_id(payload))
        return {"id": id_, "created": True}
    if key.type != "id" and given(payload, "id"):
        raise id_beside_key()
    id_, created = upsert(call.unit, kind, key, key_value(key, raw), payload)
    return {"id": id_, "created": created}


def _delete(call: Call, payload: Payload) -> Result:
    text = str(payload["id"])
    id_, kind = canonical(text), call.org.of_prefix(text[:3])
    if id_ is None or kind is None:
        raise RefusalError("MALFORMED_ID", f"malformed id {text}", [])
    records.delete(call.unit, kind, id_)
    return {"id": id_}


def _id(payload: Payload) -> object:
    """In 18 characters, where it is an id."""
    text = given(payload, "id")
    return (canonical(text) if isinstance(text, str) else None) or text


def _kind(call: Call, payload: Payload) -> SObject:
    kind = call.org.asked_for(_type(payload))
    if kind is None:
        raise NotFoundError
    return kind


def _type(payload: Payload) -> str:
    attributes = payload.get("attributes")
    name = attributes.get("type") if isinstance(attributes, dict) else None
    if not isinstance(name, str):
        message = "Each record needs attributes with a type at [line:1, column:1]"
        raise CallError("JSON_PARSER_ERROR", message)
    return name


def _check_chunks(call: Call, payloads: list[Payload]) -> None:
    """Documented: records of mixed types are worked in up to ten runs of one type.

    Code and words of the refusal are [mem].
    """
    runs = [name for name, _ in groupby(_type(payload) for payload in payloads)]
    if len(runs) > MAX_CHUNKS:
        message = (
            f"Cannot have more than {MAX_CHUNKS} chunks in a single operation. Please "
            "rearrange the data to reduce chunking."
        )
        raise CallError("TOO_MANY_CHUNKS", message)


def _repeated(values: list[object]) -> AbstractSet[str]:
    counts = Counter(value for value in values if isinstance(value, str))
    return {value for value, count in counts.items() if count > 1}
