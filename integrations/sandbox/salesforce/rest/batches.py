"""Independent calls in one (documented): each commits for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integrations.sandbox.salesforce.errors import (
    CallError,
    RefusalError,
    UnsupportedError,
)
from integrations.sandbox.salesforce.rest.subrequests import (
    Subrequest,
    address_of,
    invalid,
    listed,
    method_of,
)
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.call import Call, Payload

PREFIXES = ("", "/", "/services/data/")
RESOURCES = frozenset(("limits", "sobjects", "query", "queryAll"))
HALTED = RefusalError(
    "BATCH_PROCESSING_HALTED",
    "The request was not processed because a previous one in the batch failed.",
    status=412,
)


def batch(call: Call) -> Response:
    """The code and the 412 of what a failure halts are documented, its message not."""
    halts = call.flag("haltOnError")
    parts = [_subrequest(call, part) for part in listed(call, "batchRequests")]
    results: list[dict[str, object]] = []
    failed = False
    for place, part in enumerate(parts):
        halted = failed and halts
        response = HALTED.response() if halted else _answer(call, part, place)
        failed = failed or response.status >= 400
        results.append({"statusCode": response.status, "result": response.body})
    return Response(200, {"hasErrors": failed, "results": results})


def _answer(call: Call, part: Subrequest, place: int) -> Response:
    """Documented: each counts against the limits; the first is the call itself."""
    try:
        if place:
            call.org.usage.count()
    except CallError as refusal:
        return refusal.response()
    return part.answer(call, place)


def _subrequest(call: Call, part: Payload) -> Subrequest:
    method, address = method_of(part), address_of(part, PREFIXES)
    subrequest = Subrequest(method, address, part.get("richInput"))
    is_served = subrequest.segments[:1] and subrequest.segments[0] in RESOURCES
    if not is_served and subrequest.is_known(call):
        raise UnsupportedError(f"{address} in a batch")
    if "binaryPartName" in part:
        raise UnsupportedError("binary parts of a batch")
    if _number(subrequest.version) > _number(call.version):
        raise invalid(f"The version of {address} is later than that of the batch")
    return subrequest


def _number(version: str) -> float:
    try:
        return float(version.removeprefix("v"))
    except ValueError:
        raise invalid(f"The version {version} is invalid") from None
