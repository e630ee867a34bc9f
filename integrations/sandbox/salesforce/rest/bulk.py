"""What all calls on many records share: their sizes, their results, their undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import CallError, RefusalError
from integrations.sandbox.salesforce.named import named_refusal
from integrations.sandbox.salesforce.rest.call import flag_of
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from integrations.sandbox.salesforce.rest.call import Call, Payload

Result = dict[str, object]

MAX_RECORDS = 200
ROLLED_BACK = RefusalError(
    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    "Record rolled back because not all records were valid and the request was using "
    "AllOrNone header",
)


def each(
    call: Call,
    payloads: Sequence[Payload],
    write: Callable[[Payload], Result],
    *,
    all_or_none: bool,
) -> Response:
    """Documented: 200 however many fail, the results in the order of the request."""
    mark = call.unit.mark()
    results = [
        _result(call, place, payload, write) for place, payload in enumerate(payloads)
    ]
    if all_or_none and not all(result["success"] for result in results):
        call.unit.roll_back(mark)
        results = [_rolled_back(result) for result in results]
    return Response(200, results)


def batch(call: Call) -> tuple[list[Payload], bool]:
    """Give the records of the body, and whether all must succeed or none."""
    body = call.json()
    payloads = body.get("records")
    if not isinstance(payloads, list) or not all(isinstance(p, dict) for p in payloads):
        message = "The body has to hold a list of records at [line:1, column:1]"
        raise CallError("JSON_PARSER_ERROR", message)
    check_size(len(payloads), MAX_RECORDS)
    return cast("list[Payload]", payloads), flag_of("allOrNone", body.get("allOrNone"))


def check_size(count: int, most: int) -> None:
    if count > most:
        message = f"record limit reached. cannot submit more than {most} records"
        raise CallError("EXCEEDED_ID_LIMIT", f"{message} into this call")


def refuse_if_injected(call: Call, place: int) -> None:
    """A test may have the first records of a call refused."""
    fault = call.request.fault
    if place < cast("int", fault.get("records", 0)):
        raise named_refusal(str(fault.get("error")))


def _result(
    call: Call, place: int, payload: Payload, write: Callable[[Payload], Result]
) -> Result:
    mark = call.unit.mark()
    try:
        refuse_if_injected(call, place)
        return {**write(payload), "success": True, "errors": []}
    except CallError:
        raise
    except RefusalError as refusal:
        call.unit.roll_back(mark)
        return _failure(refusal)


def _failure(refusal: RefusalError) -> Result:
    return {"success": False, "errors": [refusal.as_item()]}


def _rolled_back(result: Result) -> Result:
    return _failure(ROLLED_BACK) if result["success"] else result
