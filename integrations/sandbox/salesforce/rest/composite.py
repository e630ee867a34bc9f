"""Calls in one that may build on each other's answers (documented)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from integrations.sandbox.salesforce.errors import RefusalError, UnsupportedError
from integrations.sandbox.salesforce.rest import answers
from integrations.sandbox.salesforce.rest.subrequests import (
    Subrequest,
    address_of,
    invalid,
    listed,
    method_of,
)
from integrations.sandbox.wire import Response

if TYPE_CHECKING:
    from integrations.sandbox.salesforce.rest.answers import Answers
    from integrations.sandbox.salesforce.rest.call import Call, Payload

PREFIXES = ("/services/data/",)
MAX_HEAVY = 5
REFERENCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*\Z")
INHERITED = frozenset(("accept", "authorization", "content-type"))
LISTED = ("tree", "batch", "sobjects", "graph")
ROLLED_BACK = RefusalError(
    "PROCESSING_HALTED",
    "The transaction was rolled back since another operation in the same transaction "
    "failed.",
)

Result = dict[str, object]


def resources(call: Call) -> Response:
    return Response(200, {name: f"{call.base}/composite/{name}" for name in LISTED})


def composite(call: Call) -> Response:
    """200 whatever becomes of the parts; each has its own status."""
    parts = listed(call, "compositeRequest")
    _check(parts)
    all_or_none = call.flag("allOrNone")
    known: Answers = {}
    results: list[Result] = []
    for place, part in enumerate(parts):
        response = _answer(call, part, place, known)
        results.append(_result(part, response))
        if all_or_none and _failed(response):
            call.unit.roll_back()
            return _only(parts, results[-1])
    return Response(200, {"compositeResponse": results})


def _check(parts: list[Payload]) -> None:
    """What makes the whole call fail, before any part is handled."""
    names = [part.get("referenceId") for part in parts]
    for name in names:
        is_name = isinstance(name, str) and REFERENCE_ID.match(name)
        if not is_name or names.count(name) > 1:
            raise invalid(
                f"Provided referenceId ('{name}') must be unique, must start with a "
                "letter or a number, and it can contain only letters, numbers and "
                "underscores ('_')."
            )
    for part in parts:
        method_of(part)
        _headers(part)
    heavy = [part for part in parts if _is_heavy(address_of(part, PREFIXES))]
    if len(heavy) > MAX_HEAVY:
        raise invalid(f"More than {MAX_HEAVY} queries and collections in one call")


def _answer(call: Call, part: Payload, place: int, known: Answers) -> Response:
    try:
        filled = answers.filled(part, known, call.version)
    except RefusalError as halted:
        return halted.response()
    subrequest = Subrequest(
        method_of(part),
        address_of(filled, PREFIXES),
        filled.get("body"),
        _headers(part),
    )
    _check_resource(call, subrequest)
    response = subrequest.answer(call, place)
    if response.status < 400:
        known[str(part["referenceId"])] = response.body
    return response


def _check_resource(call: Call, subrequest: Subrequest) -> None:
    name, *rest = subrequest.segments or [""]
    is_served = name in ("sobjects", "query", "queryAll")
    is_served = is_served or [name, *rest[:1]] == ["composite", "sobjects"]
    if not is_served and subrequest.is_known(call):
        raise UnsupportedError(f"{subrequest.address} in a composite call")


def _is_heavy(address: str) -> bool:
    """Documented: queries and collections are the ones that are counted."""
    resource = address.partition("/")[2]
    return resource.startswith(("query", "composite/sobjects"))


def _headers(part: Payload) -> dict[str, str]:
    given = part.get("httpHeaders") or {}
    if not isinstance(given, dict):
        raise invalid("httpHeaders has to be an object")
    headers = {str(name).lower(): str(text) for name, text in given.items()}
    if inherited := INHERITED & headers.keys():
        raise invalid(f"A subrequest inherits {', '.join(sorted(inherited))}")
    return headers


def _failed(response: Response) -> bool:
    """Documented: a collection answers 200 and yet one bad record fails the whole."""
    if response.status >= 400:
        return True
    results = response.body if isinstance(response.body, list) else []
    return any(_is_bad(result) for result in results)


def _is_bad(result: object) -> bool:
    return isinstance(result, dict) and result.get("success") is False


def _only(parts: list[Payload], failure: Result) -> Response:
    halted = ROLLED_BACK.response()
    results = [
        failure
        if part["referenceId"] == failure["referenceId"]
        else _result(part, halted)
        for part in parts
    ]
    return Response(200, {"compositeResponse": results})


def _result(part: Payload, response: Response) -> Result:
    return {
        "body": response.body,
        "httpHeaders": cast("object", response.headers),
        "httpStatusCode": response.status,
        "referenceId": part["referenceId"],
    }
